-- The agenda is walked by the day on which something falls due.
CREATE INDEX expectations_by_start ON expectations (due_from, due_until);
