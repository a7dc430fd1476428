-- What a reading could not take of a person's corrections is told as problems, which are replaced with it.
CREATE INDEX problems_by_place ON problems (place);
