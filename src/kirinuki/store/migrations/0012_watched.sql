-- Addresses that are looked at again and again, and where that stands: `kind` is feed or page, `due` NULL where they are looked at
-- no more. `etag` and `modified` are what the server gave with its last answer, to be given back to it. `published` and `outlet`
-- are what the feed said that named the page.
CREATE TABLE watched (
    url TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    host TEXT NOT NULL,
    since TEXT NOT NULL,
    due TEXT,
    looked TEXT,
    failures INTEGER NOT NULL,
    error TEXT,
    etag TEXT,
    modified TEXT,
    published TEXT,
    outlet TEXT
);
CREATE INDEX watched_by_due ON watched (host, due);

-- Hosts that were asked: when, in the last hour, as a JSON list; until when they want to be left alone; their robots.txt.
CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    asked TEXT NOT NULL,
    quiet TEXT,
    robots TEXT,
    robots_unknown INTEGER NOT NULL,
    robots_until TEXT
);

-- That an article was taken down, or put back (`gone` 0), as a capture showed it.
CREATE TABLE removals (
    article TEXT NOT NULL REFERENCES articles (id),
    capture TEXT NOT NULL REFERENCES captures (id),
    gone INTEGER NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (article, capture)
);

CREATE INDEX captures_by_url ON captures (url);
