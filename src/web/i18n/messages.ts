/** The same keys as Czech, without the plural form that English does not have. */
export type Messages<T> = {
	[Key in keyof T as Key extends `${string}_few` ? never : Key]: T[Key] extends string ? string : Messages<T[Key]>
}
