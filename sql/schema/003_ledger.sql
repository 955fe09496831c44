-- One row when a batch begins (state running) and one when it ends without a commit (failed, or
-- stopped where the file is not at fault). A batch is loaded when the manifest says so. `number` is claimed by an insert that only the first can make.
CREATE TABLE IF NOT EXISTS batches
(
    number UInt32,
    token String,
    at DateTime64(3, 'UTC'),
    state LowCardinality(String),
    city LowCardinality(String),
    source LowCardinality(String),
    file String,
    bytes UInt64,
    modified DateTime64(3, 'UTC'),
    sha256 String,
    mapping String COMMENT 'hash of the mapping that read the file',
    parent UInt32 COMMENT 'the data version that the batch builds on',
    seconds Float64,
    error String
)
ENGINE = MergeTree
ORDER BY (number, at)
SETTINGS non_replicated_deduplication_window = 10000
