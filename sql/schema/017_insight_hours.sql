-- What is looked for every hour is stored beside what is looked for every night.
ALTER TABLE insights
    ADD COLUMN IF NOT EXISTS hour UInt8 DEFAULT 0 COMMENT 'the local hour of as_of before which complaints are used; 0: all of the day before' AFTER as_of
