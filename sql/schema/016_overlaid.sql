-- The seconds of receipt that an overlay owns: what was received in one of them is in the generation
-- `yyyymm99` of its month alone, in every table with a row for a complaint; of `complaints` and the others
-- what other slices hold of it is out of date. A cube's overlay holds what changed, new less old: numbers
-- below zero are what they leave over modulo 2^32, and so sums are right modulo 2^32.
CREATE TABLE IF NOT EXISTS overlaid
(
    slice UInt32 COMMENT 'of the overlay',
    batch UInt32,
    home UInt32 COMMENT 'the slice into which what was received then goes when it is written whole',
    received_at DateTime('UTC'),
    gained Int32 COMMENT 'complaints more than the other slices hold of this second'
)
ENGINE = MergeTree
PARTITION BY (slice, batch)
ORDER BY received_at
