"""The pages, one file each: functions that take a `Desk` and give what its `page` makes."""
