import type { ClickHouseSettings } from '@clickhouse/client'

/** Settings of a query that reads a whole file, or writes whole slices or tables. */
export const LONG: ClickHouseSettings = {
  max_execution_time: 6 * 3600,
  max_partitions_per_insert_block: '0',
  max_insert_threads: '2',
  // It takes 90 ms for the mapping of a city, and saves nothing that can be measured.
  query_plan_merge_expressions: 0,
}
