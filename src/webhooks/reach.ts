import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { BlockList, isIP } from 'node:net'

/** Where webhooks may go: everywhere in the internet, and in one's own network only where a setting says so. */
export interface Reach {
	/** Whether a host of an address, as `URL` writes it, may be asked; a name is judged when it is connected to. */
	allowsHost(hostname: string): boolean
	/**
	 * Resolves a name for a connection to what may be reached of it. The connection goes to what was judged here: a name
	 * that is looked up before and again for the connection could have changed meanwhile.
	 */
	lookup(hostname: string, options: LookupOptions, done: Resolved): void
}

type Resolved = (error: NodeJS.ErrnoException | null, address: LookupAddress[] | string, family?: number) => void

/** What nobody else in the internet is reached by (IANA's special-purpose registries), IPv4. */
const INNER = [
	'0.0.0.0/8',
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'169.254.0.0/16',
	'172.16.0.0/12',
	'192.0.0.0/24',
	'192.0.2.0/24',
	'192.88.99.0/24',
	'192.168.0.0/16',
	'198.18.0.0/15',
	'198.51.100.0/24',
	'203.0.113.0/24',
	'224.0.0.0/3',
]
/** Of IPv6 what is routed at all, and of that what carries another address in it or is no host's. */
const OUTER_6 = ['2000::/3']
const INNER_6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

/** @param networks addresses and ranges (`10.0.0.0/8`) that are allowed besides the internet; `any` allows everything */
export function createReach(networks: readonly string[]): Reach {
	const given = listOf(networks.filter((network) => network !== 'any'))
	const any = networks.includes('any')
	const inner = listOf([...INNER, ...INNER_6])
	const outer6 = listOf(OUTER_6)

	const allows = (address: string): boolean => {
		const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
		if (any || given.check(address, family)) return true
		if (inner.check(address, family)) return false
		// An IPv4 address in the clothes of IPv6 is judged as what it is by `check`, and is none of IPv6's own.
		return family === 'ipv4' || outer6.check(address, family) || (isMapped(address) && !inner.check(address, family))
	}
	return {
		allowsHost(hostname) {
			const address = hostname.replace(/^\[|\]$/g, '')
			return isIP(address) === 0 || allows(address)
		},
		lookup(hostname, options, done) {
			lookup(hostname, { ...options, all: true }, (error, found) => {
				if (error) return done(error, [])
				const allowed = found.filter(({ address }) => allows(address))
				if (allowed.length === 0) return done(new InnerAddress(), [])
				if (options.all) return done(null, allowed)
				return done(null, allowed[0]!.address, allowed[0]!.family)
			})
		},
	}
}

/** What the list of deliveries says. */
export class InnerAddress extends Error {
	constructor() {
		super('this is an address of an inner network, which LISTEK_WEBHOOK_NETWORKS does not allow')
	}
}

function isMapped(address: string): boolean {
	return /^::ffff:/i.test(address)
}

function listOf(networks: readonly string[]): BlockList {
	const list = new BlockList()
	for (const network of networks) {
		const [address, bits] = network.split('/') as [string, string?]
		const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
		list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
	}
	return list
}
