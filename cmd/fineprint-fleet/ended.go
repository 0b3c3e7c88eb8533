package main

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
)

// A job ends in the transaction that writes its result. The queue ends it once
// more, one by one, which on SQLite costs as much as all the rest of a job: here it
// asks first, for all at once, whether there is anything to end.
type (
	endedDriver struct {
		riverdriver.Driver[*sql.Tx]
		db *sql.DB
	}
	endedExecutor struct {
		riverdriver.Executor
		db *sql.DB
	}
)

func (d endedDriver) GetExecutor() riverdriver.Executor {
	return endedExecutor{d.Driver.GetExecutor(), d.db}
}

// JobSetStateIfRunningMany does nothing where none of the jobs runs any more and
// nothing is to be noted of them.
func (e endedExecutor) JobSetStateIfRunningMany(ctx context.Context, params *riverdriver.JobSetStateIfRunningManyParams) (
	[]*rivertype.JobRow, error,
) {
	ids := make([]string, len(params.ID))
	for i, id := range params.ID {
		ids[i] = strconv.FormatInt(id, 10)
	}
	running := true
	if !slices.Contains(params.MetadataDoMerge, true) {
		//nolint:gosec // numbers alone
		asked := `SELECT EXISTS (SELECT 1 FROM river_job WHERE state = 'running' AND id IN (` + strings.Join(ids, ",") + `))`
		err := e.db.QueryRowContext(ctx, asked).Scan(&running)
		if err != nil {
			return nil, err
		}
	}
	if !running {
		return nil, nil
	}
	return e.Executor.JobSetStateIfRunningMany(ctx, params)
}
