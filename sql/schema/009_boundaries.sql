-- Boundaries of the areas of a city as the ETL published them; the latest row of a city and level counts.
CREATE TABLE IF NOT EXISTS boundaries
(
    city LowCardinality(String),
    level LowCardinality(String),
    published_at DateTime64(3, 'UTC'),
    hash String COMMENT 'of what they were made from',
    collection String COMMENT 'a GeoJSON FeatureCollection (sql/model/boundaries.ts)'
)
ENGINE = MergeTree
ORDER BY (city, level, published_at)
