package main

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// result is a row of what was found out of one repository at one commit: the
// report, and of it what tables ask for. Lists have a space between their parts.
type result struct {
	Target          string `parquet:"target"`
	Commit          string `parquet:"commit"`
	Kind            string `parquet:"kind,dict"`
	Outcome         string `parquet:"outcome,dict"`
	Declared        string `parquet:"declared,dict"`  // licences that the label names
	Concluded       string `parquet:"concluded,dict"` // licences that were found in texts
	Unknown         string `parquet:"unknown,dict"`   // names of licences, as written, that the catalogue does not know
	Inherited       string `parquet:"inherited,dict"` // kinds of clauses that come from upstream
	Findings        string `parquet:"findings,dict"`  // all kinds of findings
	CommercialUse   string `parquet:"commercial_use,dict"`
	RestrictionFree string `parquet:"restriction_free,dict"` // true, false or empty: not known
	Base            string `parquet:"base"`                  // what it was made from, by the step before it
	Family          string `parquet:"family"`                // where that leads: what has nothing upstream
	Upstream        string `parquet:"upstream,dict"`         // licences of what stands upstream
	Open            int64  `parquet:"open"`                  // sentences that a person still has to read
	Unread          int64  `parquet:"unread"`                // documents that may hold terms and were not read
	Card            string `parquet:"card"`                  // SHA-256 of the card that was read; empty for none
	Evidence        string `parquet:"evidence"`              // a list of cited, as JSON
	ReadFrom        string `parquet:"read_from,dict"`        // hub or dump
	Downloads       int64  `parquet:"downloads"`
	Rules           string `parquet:"rules,dict"`
	Profile         string `parquet:"profile,dict"`
	AuditedAt       string `parquet:"audited_at,dict"`
	Report          string `parquet:"report"` // fineprint.report/1; empty where only rows were asked for
}

// Where a repository was read from.
const (
	fromHub  = "hub"
	fromDump = "dump"
)

// newResult makes the row of a report of one target that was read from the hub.
func newResult(head audit.Report, t audit.TargetReport, job auditJob, now time.Time) (*result, error) {
	r := newRow(&head, &t)
	r.Target, r.Downloads, r.AuditedAt, r.ReadFrom = job.Target, job.Downloads, now.UTC().Format(time.RFC3339), fromHub
	r.Commit = cmp.Or(r.Commit, job.Commit) // what is gone was asked for at that commit
	return r, r.addReport(head, t)
}

// addReport puts the whole report into the row.
func (r *result) addReport(head audit.Report, t audit.TargetReport) error {
	head.Reports = []audit.TargetReport{t}
	text, err := json.Marshal(render.NewReport(&head))
	if err != nil {
		return fmt.Errorf("write the report of %s: %w", r.Target, err)
	}
	r.Report = string(text)
	return nil
}

// newRow says of a report what tables ask for.
func newRow(head *audit.Report, t *audit.TargetReport) *result {
	r := &result{
		Target: t.Target.Asked, Commit: t.Target.Commit, Kind: t.Target.Kind, Outcome: string(t.Verdict.Outcome),
		CommercialUse: string(t.Summary.CommercialUse), Rules: head.Tool.Rules, Profile: head.Profile.Name, Open: int64(len(t.Open)),
	}
	if free := t.Summary.RestrictionFree; free != nil {
		r.RestrictionFree = strconv.FormatBool(*free)
	}
	r.Declared = licences(t, func(l finding.License) bool { return l.Source == term.Declared || onCard(t, l) })
	r.Concluded = licences(t, func(l finding.License) bool { return l.Source == term.Detected })
	r.Unknown = licences(t, func(l finding.License) bool { return l.Name == "" }) // so that a report that was read back says the same
	r.Inherited = kinds(t, func(f finding.Finding) bool { return f.Source == term.Inherited && f.Kind.IsClause() })
	r.Findings = kinds(t, func(finding.Finding) bool { return true })
	r.Base, r.Family, r.Upstream = ancestors(t.Lineage)
	r.Evidence = cite(t.Findings)
	for _, f := range t.Findings {
		if f.Kind == term.DocumentUnread {
			r.Unread++
		}
	}
	for _, d := range t.Documents {
		if d.Role == doc.RoleCard && d.Read() && r.Card == "" && d.DerivedFrom == nil {
			r.Card = d.SHA256
		}
	}
	return r
}

// onCard reports whether the card names a licence whose text was found, too.
func onCard(t *audit.TargetReport, l finding.License) bool {
	return slices.ContainsFunc(l.Evidence, func(e doc.Evidence) bool {
		return slices.ContainsFunc(t.Documents, func(d audit.Document) bool { return d.Role == doc.RoleCard && d.Path == e.Path })
	})
}

func licences(t *audit.TargetReport, which func(finding.License) bool) string {
	var ids []string
	for _, l := range t.Licenses {
		if which(l) {
			ids = append(ids, l.ID)
		}
	}
	return joinedNames(ids)
}

func kinds(t *audit.TargetReport, which func(finding.Finding) bool) string {
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

// joinedNames joins names that may have spaces in them.
func joinedNames(names []string) string {
	names = slices.Clone(names)
	for i, n := range names {
		names[i] = strings.ReplaceAll(n, " ", "-")
	}
	return joined(names)
}

// columns are those of the table, in the order of values.
const columns = firstColumns + `, report` + furtherColumns

const firstColumns = `target, commit_id, kind, outcome, declared, concluded, inherited, finding_kinds, commercial_use, restriction_free,
	downloads, rules, profile, audited_at`

const furtherColumns = `, unknown, base, family, upstream, open, unread, card, evidence, read_from`

func (r *result) values() []any {
	return []any{&r.Target, &r.Commit, &r.Kind, &r.Outcome, &r.Declared, &r.Concluded, &r.Inherited, &r.Findings, &r.CommercialUse,
		&r.RestrictionFree, &r.Downloads, &r.Rules, &r.Profile, &r.AuditedAt, &r.Report, &r.Unknown, &r.Base, &r.Family, &r.Upstream,
		&r.Open, &r.Unread, &r.Card, &r.Evidence, &r.ReadFrom}
}

// save writes the row, in the place of an older one of the same commit.
func (r *result) save(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM fleet_result WHERE target = $1 AND commit_id = $2`, r.Target, r.Commit)
	if err != nil {
		return err
	}
	values := r.values()
	places := make([]string, len(values))
	for i := range values {
		places[i] = "$" + strconv.Itoa(i+1)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO fleet_result (`+columns+`) VALUES (`+strings.Join(places, ",")+`)`, values...)
	return err
}

// saveUnlessRead writes the row, unless one of the same commit was read from the
// hub, which knows more.
func (r *result) saveUnlessRead(ctx context.Context, tx *sql.Tx) error {
	var read bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM fleet_result WHERE target = $1 AND commit_id = $2 AND read_from <> $3)`,
		r.Target, r.Commit, fromDump).Scan(&read)
	if err != nil || read {
		return err
	}
	return r.save(ctx, tx)
}

// results hands over every row, by target.
func (db *database) results(ctx context.Context, each func(*result) error) error {
	return db.rows(ctx, columns, each)
}

// withoutReports are columns, with nothing in the place of the report.
const withoutReports = firstColumns + `, ''` + furtherColumns

// rows hands over some columns of every row, by target.
func (db *database) rows(ctx context.Context, columns string, each func(*result) error) error {
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
