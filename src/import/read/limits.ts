/** More columns than this is not a table of people. */
export const MAX_COLUMNS = 2_000
/**
 * Records handed on at a time: single ones cost 8 to 14 times as much, a thousand at a time hold up other requests four
 * times as long and take 25 MB more.
 */
export const BATCH = 250
/** UTF-16 units of one cell. The longest field takes 10,000, so such a cell is a wrong file or a lost quote. */
export const MAX_CELL = 1 << 20
/** UTF-16 units of one record, which has to be held in memory as a whole. */
export const MAX_RECORD = 8 << 20
