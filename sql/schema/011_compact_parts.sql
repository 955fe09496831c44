-- A part of a month of a small hotline in one file instead of hundreds: half of a load went into making them.
ALTER TABLE complaints MODIFY SETTING min_bytes_for_wide_part = 268435456;
