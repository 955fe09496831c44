-- City packs as the ETL published them; the latest row of a city counts.
CREATE TABLE IF NOT EXISTS cities
(
    city LowCardinality(String),
    published_at DateTime64(3, 'UTC'),
    hash String,
    pack String COMMENT 'the published pack, JSON (sql/model/city.ts)'
)
ENGINE = MergeTree
ORDER BY (city, published_at)
