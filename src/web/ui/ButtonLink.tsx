import { Button } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import { type AnchorHTMLAttributes, forwardRef } from 'react'

interface ButtonAnchorProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'color' | 'style'> {
	variant?: 'filled' | 'default' | 'subtle'
	size?: 'xs' | 'sm'
}

const ButtonAnchor = forwardRef<HTMLAnchorElement, ButtonAnchorProps>((props, ref) => (
	<Button ref={ref} component="a" {...props} />
))

/** Looks like a button because it is the next thing to do; is a link because it only goes somewhere. */
export const ButtonLink = createLink(ButtonAnchor)
