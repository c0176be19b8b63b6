import { defineConfig } from 'vitest/config'

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: 'unit',
					include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
					exclude: ['test/e2e/**'],
					globalSetup: 'test/setup.ts',
					// Busy machines are slow, not wrong.
					testTimeout: 120_000,
					hookTimeout: 180_000,
				},
			},
			{
				test: {
					name: 'e2e',
					include: ['test/e2e/**/*.test.ts'],
					// One browser and one server at a time: two cores.
					fileParallelism: false,
					testTimeout: 300_000,
					hookTimeout: 180_000,
				},
			},
		],
	},
})
