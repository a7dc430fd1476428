-- What each revision did to the one before it. `part` is title or text; spans are code points of that part, an earlier
-- or later span NULL for what is new or dropped; `differences` and `facts` are JSON lists of [earlier start, earlier end,
-- later start, later end], NULL where a fact has one side only.
CREATE TABLE changes (
    revision INTEGER NOT NULL REFERENCES revisions (number),
    part TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    earlier_start INTEGER,
    earlier_end INTEGER,
    later_start INTEGER,
    later_end INTEGER,
    moved INTEGER NOT NULL,
    why TEXT NOT NULL,
    differences TEXT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (revision, part, ordinal)
) WITHOUT ROWID;
CREATE INDEX changes_by_kind ON changes (kind, revision);

-- Revisions that were laid beside the one before them.
CREATE TABLE collated (
    revision INTEGER PRIMARY KEY REFERENCES revisions (number)
);
