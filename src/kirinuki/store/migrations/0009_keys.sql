-- A passage has other keys than before (docs/decisions/0013): all is indexed and woven again.
DELETE FROM passage_keys;
DELETE FROM passages;
DELETE FROM woven;
UPDATE unwoven SET indexed = 0;
