package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"
)

// search says which results are asked for. An empty field asks for nothing in
// particular.
type search struct {
	Words     string // parts of the name, with blanks between them
	Label     string // how an id of a licence that the label names begins
	Upstream  string // how an id of a licence that stands upstream begins
	Inherited string // a kind of clause that comes from upstream, or anyTerms
	Outcome   string
	Found     string // a kind of finding
	After     string // the place behind which to go on, from the page before
}

// anyTerms stands for whatever clause comes from upstream.
const anyTerms = "any"

// pageRows is how many results a page has.
const pageRows = 50

func searchOf(q url.Values) search {
	for _, values := range q {
		for i := range values {
			values[i] = strings.ReplaceAll(strings.ToValidUTF8(values[i], "\ufffd"), "\x00", "\ufffd") // Postgres takes neither for text
		}
	}
	return search{Words: q.Get("q"), Label: q.Get("label"), Upstream: q.Get("upstream"), Inherited: q.Get("inherited"),
		Outcome: q.Get("outcome"), Found: q.Get("found"), After: q.Get("after")}
}

// query is the search as part of an address.
func (s search) query() string {
	q := url.Values{}
	for name, value := range map[string]string{"q": s.Words, "label": s.Label, "upstream": s.Upstream, "inherited": s.Inherited,
		"outcome": s.Outcome, "found": s.Found, "after": s.After} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q.Encode()
}

// address is query for a page, which escapes it no more.
func (s search) address() template.URL { return template.URL(s.query()) } //nolint:gosec // url.Values wrote it

// hit is a result in a list: the row without its report.
type hit struct {
	Target        string `json:"target"`
	Commit        string `json:"commit"`
	Outcome       string `json:"outcome"`
	Declared      string `json:"declared"`
	Concluded     string `json:"concluded"`
	Base          string `json:"base"`
	Upstream      string `json:"upstream"`
	Inherited     string `json:"inherited"`
	Findings      string `json:"findings"`
	CommercialUse string `json:"commercial_use"`
	Downloads     int64  `json:"downloads"`
	AuditedAt     string `json:"audited_at"`
}

const hitColumns = `target, commit_id, outcome, declared, concluded, base, upstream, inherited, finding_kinds, commercial_use,
	downloads, audited_at`

func (h *hit) values() []any {
	return []any{&h.Target, &h.Commit, &h.Outcome, &h.Declared, &h.Concluded, &h.Base, &h.Upstream, &h.Inherited, &h.Findings,
		&h.CommercialUse, &h.Downloads, &h.AuditedAt}
}

// place is where a page ends: the next one goes on behind it.
func (h *hit) place() string { return fmt.Sprintf("%d %s@%s", h.Downloads, h.Target, h.Commit) }

// conditions are parts of a statement that all have to hold, with what their
// places stand for.
type conditions struct {
	parts  []string
	values []any
}

// and adds a condition, whose %s are places of values.
func (c *conditions) and(condition string, values ...any) {
	places := make([]any, len(values))
	for i, v := range values {
		c.values = append(c.values, v)
		places[i] = "$" + strconv.Itoa(len(c.values))
	}
	c.parts = append(c.parts, fmt.Sprintf(condition, places...))
}

// holding is a pattern of LIKE for what has a text in it. Its signs stand for
// themselves.
func holding(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.ToLower(text)) + "%"
}

// beginning is a pattern of LIKE for a list one of whose parts begins so.
func beginning(part string) string { return "% " + strings.TrimPrefix(holding(part), "%") }

// listed is a pattern of LIKE for a list that has a part.
func listed(part string) string { return strings.TrimSuffix(beginning(part), "%") + " %" }

// errPlace says that a page cannot go on where an address says.
var errPlace = errors.New("that is no place to go on at")

func (s search) conditions() (conditions, error) {
	c := conditions{parts: []string{"1 = 1"}}
	for _, word := range strings.Fields(s.Words) {
		c.and(`LOWER(target) LIKE %s ESCAPE '\'`, holding(word))
	}
	if label := strings.TrimSpace(s.Label); label != "" {
		c.and(`' ' || LOWER(declared) LIKE %s ESCAPE '\'`, beginning(label))
	}
	if up := strings.TrimSpace(s.Upstream); up != "" {
		c.and(`' ' || LOWER(upstream) LIKE %s ESCAPE '\'`, beginning(up))
	}
	switch s.Inherited {
	case "":
	case anyTerms:
		c.and(`inherited <> ''`)
	default:
		c.and(`' ' || inherited || ' ' LIKE %s ESCAPE '\'`, listed(s.Inherited))
	}
	if s.Outcome != "" {
		c.and(`outcome = %s`, s.Outcome)
	}
	if s.Found != "" {
		c.and(`' ' || finding_kinds || ' ' LIKE %s ESCAPE '\'`, listed(s.Found))
	}
	if s.After != "" {
		number, name, _ := strings.Cut(s.After, " ")
		target, commit, _ := strings.Cut(name, "@")
		downloads, err := strconv.ParseInt(number, 10, 64)
		if err != nil || target == "" {
			return c, errPlace
		}
		c.and(`(downloads < %s OR (downloads = %s AND (target, commit_id) > (%s, %s)))`, downloads, downloads, target, commit)
	}
	return c, nil
}

// find reads a page of results, the most downloaded first. more tells that there
// are others behind them.
func (db *database) find(ctx context.Context, s search, limit int) (hits []hit, more bool, err error) {
	c, err := s.conditions()
	if err != nil {
		return nil, false, err
	}
	rows, err := db.QueryContext(ctx, `SELECT `+hitColumns+` FROM fleet_result WHERE `+strings.Join(c.parts, " AND ")+
		` ORDER BY downloads DESC, target, commit_id LIMIT `+strconv.Itoa(limit+1), c.values...)
	if err != nil {
		return nil, false, err
	}
	defer rows.Close()
	hits = []hit{}
	for rows.Next() {
		if len(hits) == limit {
			more = true
			break
		}
		var h hit
		if err := rows.Scan(h.values()...); err != nil {
			return nil, false, err
		}
		hits = append(hits, h)
	}
	return hits, more, rows.Err()
}

// result reads one row; nil where there is none.
func (db *database) result(ctx context.Context, target, commit string) (*result, error) {
	var r result
	err := db.QueryRowContext(ctx, `SELECT `+columns+` FROM fleet_result WHERE target = $1 AND commit_id = $2`, target, commit).
		Scan(r.values()...)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // that there is none is no failure
	}
	return &r, err
}
