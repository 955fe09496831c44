-- The smallest aggregate of `complaints` (sql/model/cubes.ts): what is asked of years of a whole city.
CREATE TABLE IF NOT EXISTS cube_district_day
(
    slice UInt32, batch UInt32, day Date, district LowCardinality(String),
    complaints UInt32, closing_told UInt32, open UInt32, closed_timed UInt32, response_told UInt32,
    responded UInt32, resolution_told UInt32, resolved UInt32, satisfaction_told UInt32, satisfied UInt32,
    on_time_told UInt32, on_time UInt32, due_told UInt32, requester_told UInt32, entered UInt32,
    gone UInt32
)
ENGINE = MergeTree PARTITION BY (slice, batch) ORDER BY (district, day);
