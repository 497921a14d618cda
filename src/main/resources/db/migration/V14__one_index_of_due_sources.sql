-- Due sources are found by source_claim since version 10. A second index on the same time only has
-- to be kept, at every check of every source.
drop index source_due;
