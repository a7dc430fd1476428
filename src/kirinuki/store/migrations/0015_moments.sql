-- What came since a moment, and when the last came, is asked for with every page.
CREATE INDEX captures_by_moment ON captures (captured_at);
