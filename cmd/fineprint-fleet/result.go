package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// result is a row of what was found out of one repository at one commit: the
// report, and of it what tables ask for. Lists have a space between their parts.
type result struct {
	Target          string `parquet:"target"`
	Commit          string `parquet:"commit"`
	Kind            string `parquet:"kind"`
	Outcome         string `parquet:"outcome"`
	Declared        string `parquet:"declared"`  // licences that the label names
	Concluded       string `parquet:"concluded"` // licences that were found in texts
	Inherited       string `parquet:"inherited"` // kinds of clauses that come from upstream
	Findings        string `parquet:"findings"`  // all kinds of findings
	CommercialUse   string `parquet:"commercial_use"`
	RestrictionFree string `parquet:"restriction_free"` // true, false or empty: not known
	Downloads       int64  `parquet:"downloads"`
	Rules           string `parquet:"rules"`
	Profile         string `parquet:"profile"`
	AuditedAt       string `parquet:"audited_at"`
	Report          string `parquet:"report"` // fineprint.report/1
}

// newResult makes the row of a report of one target.
func newResult(head audit.Report, t audit.TargetReport, job auditJob, now time.Time) (*result, error) {
	head.Reports = []audit.TargetReport{t}
	text, err := json.Marshal(render.NewReport(&head))
	if err != nil {
		return nil, fmt.Errorf("write the report of %s: %w", job.Target, err)
	}
	r := &result{
		Target: job.Target, Commit: t.Target.Commit, Kind: t.Target.Kind, Outcome: string(t.Verdict.Outcome),
		CommercialUse: string(t.Summary.CommercialUse), Downloads: job.Downloads, Rules: head.Tool.Rules, Profile: head.Profile.Name,
		AuditedAt: now.UTC().Format(time.RFC3339), Report: string(text),
	}
	if free := t.Summary.RestrictionFree; free != nil {
		r.RestrictionFree = strconv.FormatBool(*free)
	}
	r.Declared = licences(t, func(l finding.License) bool { return l.Source == term.Declared })
	r.Concluded = licences(t, func(l finding.License) bool { return l.Source == term.Detected })
	r.Inherited = kinds(t, func(f finding.Finding) bool { return f.Source == term.Inherited })
	r.Findings = kinds(t, func(finding.Finding) bool { return true })
	return r, nil
}

func licences(t audit.TargetReport, which func(finding.License) bool) string {
	var ids []string
	for _, l := range t.Licenses {
		if which(l) {
			ids = append(ids, strings.ReplaceAll(l.ID, " ", "-"))
		}
	}
	return joined(ids)
}

func kinds(t audit.TargetReport, which func(finding.Finding) bool) string {
	var names []string
	for _, f := range t.Findings {
		if which(f) {
			names = append(names, string(f.Kind))
		}
	}
	return joined(names)
}

// joined writes a list sorted, each part once.
func joined(parts []string) string {
	slices.Sort(parts)
	return strings.Join(slices.Compact(parts), " ")
}

// columns are those of the table, in the order of values.
const columns = `target, commit_id, kind, outcome, declared, concluded, inherited, finding_kinds, commercial_use, restriction_free,
	downloads, rules, profile, audited_at, report`

func (r *result) values() []any {
	return []any{&r.Target, &r.Commit, &r.Kind, &r.Outcome, &r.Declared, &r.Concluded, &r.Inherited, &r.Findings, &r.CommercialUse,
		&r.RestrictionFree, &r.Downloads, &r.Rules, &r.Profile, &r.AuditedAt, &r.Report}
}

// save writes the row, in the place of an older one of the same commit.
func (r *result) save(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM fleet_result WHERE target = $1 AND commit_id = $2`, r.Target, r.Commit)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO fleet_result (`+columns+`) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)`,
		r.Target, r.Commit, r.Kind, r.Outcome, r.Declared, r.Concluded, r.Inherited, r.Findings, r.CommercialUse, r.RestrictionFree,
		r.Downloads, r.Rules, r.Profile, r.AuditedAt, r.Report)
	return err
}

// results hands over every row, by target.
func (db *database) results(ctx context.Context, each func(*result) error) error {
	rows, err := db.QueryContext(ctx, `SELECT `+columns+` FROM fleet_result ORDER BY target, commit_id`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r result
		if err := rows.Scan(r.values()...); err != nil {
			return err
		}
		if err := each(&r); err != nil {
			return err
		}
	}
	return rows.Err()
}
