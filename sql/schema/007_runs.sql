-- What the scheduler did: one row when a run begins and one when it ends.
CREATE TABLE IF NOT EXISTS runs
(
    job LowCardinality(String),
    city LowCardinality(String),
    due DateTime('UTC') COMMENT 'the moment of the schedule that the run serves',
    at DateTime64(3, 'UTC'),
    state LowCardinality(String) COMMENT 'running, done or failed',
    detail String
)
ENGINE = MergeTree
ORDER BY (job, city, due, at)
SETTINGS non_replicated_deduplication_window = 10000
