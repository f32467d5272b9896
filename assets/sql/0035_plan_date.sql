-- From which day on a version is what begins with a plan or changes to it; null: at once, whatever
-- the day.
ALTER TABLE plan ADD COLUMN from_day {i64};
