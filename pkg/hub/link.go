package hub

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/pattern"
)

// Bounds of what a card may point to.
const (
	maxLinks = 4 // that are followed
	maxLink  = 2048
)

// Link is where a card or the header of a weights file says that its terms
// stand.
type Link struct {
	Text  string // as written, without what is around the address
	Path  string // of a file in the repository, "" for an address elsewhere
	URL   *url.URL
	Fault Fault // why it cannot be followed; the zero Fault when it can
}

// Fault is why a link was not followed.
type Fault struct {
	Code string // of the problem: "link-not-read", "wrong-type", "document-missing"
	Why  string // names the sentence that says it
}

// The faults of links.
var (
	faultLong      = Fault{"link-not-read", "link-too-long"}
	faultChars     = Fault{"link-not-read", "link-odd-character"}
	faultScheme    = Fault{"link-not-read", "link-of-another-kind"}
	faultAddress   = Fault{"link-not-read", "link-no-address"}
	faultUser      = Fault{"link-not-read", "link-with-user"}
	faultMany      = Fault{"link-not-read", "link-one-too-many"}
	faultType      = Fault{"wrong-type", "link-no-text"}
	FaultOutside   = Fault{"link-not-read", "link-leads-out"}
	FaultElsewhere = Fault{"link-not-read", "link-leads-elsewhere"}
	FaultNoFile    = Fault{"document-missing", "link-to-no-file"}
)

// licenceLink is the key of metadata for where the licence stands.
const licenceLink = "license_link"

// LicenceLinks returns the links that metadata gives for the licence: of the
// hub's information call, of the card itself and of the headers of weights.
// Every one is listed once, also what cannot be followed: it points to
// something.
func (s *Snapshot) LicenceLinks() []Link {
	var values []any
	if v, ok := s.Info.CardData[licenceLink]; ok {
		values = append(values, v)
	}
	if card := s.Card(); card != nil && card.Read() {
		values = append(values, frontMatter(card.Text, licenceLink)[licenceLink])
	}
	for _, d := range s.Documents {
		if d.Role == doc.RoleHeader && d.Read() {
			values = append(values, headerLinks(d))
		}
	}
	var out []Link
	followed := 0
	for _, v := range values {
		for _, l := range linksOf(v) {
			if slices.ContainsFunc(out, func(o Link) bool { return o.same(l) }) {
				continue
			}
			if l.Fault.Code == "" {
				if followed++; followed > maxLinks {
					l.Fault = faultMany
				}
			}
			out = append(out, l)
		}
	}
	return out
}

func (l Link) same(o Link) bool {
	if l.URL != nil && o.URL != nil {
		return l.URL.String() == o.URL.String()
	}
	return l.Path == o.Path && l.Text == o.Text || l.Path != "" && l.Path == o.Path
}

// LeadsTo reports whether a link is to a file of the repository that it stands
// in, by its path or by an address that ends in it.
func (l Link) LeadsTo(name string) bool {
	if l.URL != nil {
		return strings.HasSuffix(l.URL.Path, "/"+name)
	}
	return strings.EqualFold(l.Path, name)
}

// linksOf reads the value of license_link: a text, or a list of texts.
func linksOf(v any) []Link {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		if strings.TrimSpace(v) == "" {
			return nil
		}
		return []Link{ParseLink(v)}
	case []any:
		var out []Link
		for _, e := range v {
			out = append(out, linksOf(e)...)
		}
		return out
	default:
		text, err := json.Marshal(v)
		if err != nil {
			text = []byte("a value of a wrong type")
		}
		return []Link{{Text: string(text), Fault: faultType}}
	}
}

// frontMatter returns the front matter of a card, nil where there is none that
// can be read, or none with a key: most have none, and reading YAML takes long.
func frontMatter(text []byte, key string) map[string]any {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	rest, ok := bytes.CutPrefix(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("---"))
	if !ok || !bytes.HasPrefix(rest, []byte("\n")) {
		return nil
	}
	block, _, ok := bytes.Cut(rest, []byte("\n---"))
	if !ok || !bytes.Contains(block, []byte(key)) && bytes.IndexByte(block, '\\') < 0 { // a quoted key may hold escapes
		return nil
	}
	var m map[string]any
	if yaml.Unmarshal(block, &m) != nil {
		return nil
	}
	return m
}

var (
	markdownLink = pattern.Lazily(`\[[^\]]*\]\(\s*<?([^)\s>]+)[^)]*\)`)
	address      = pattern.Lazily(`(?i)https?://[^\s<>()\[\]"'` + "`" + `，。、；）]+`)
)

// ParseLink reads what an author wrote for a link: an address, a path, either
// of them in Markdown or among words.
func ParseLink(text string) Link {
	text = strings.TrimSpace(text)
	l := Link{Text: text}
	if len(text) > maxLink {
		l.Text, l.Fault = strings.ToValidUTF8(text[:200], "")+"…", faultLong
		return l
	}
	if m := markdownLink().FindStringSubmatch(text); m != nil {
		text = m[1]
	} else if m := address().FindString(text); m != "" && m != text && strings.ContainsAny(text, " <[(\"'") {
		text = strings.TrimRight(m, ".,;:!?")
	}
	text = strings.Trim(text, "<>")
	lower := strings.ToLower(text)
	switch {
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }):
		l.Fault = faultChars
	case strings.HasPrefix(lower, "http://"), strings.HasPrefix(lower, "https://"):
		l.address(text)
	case strings.HasPrefix(text, "//"):
		l.address("https:" + text)
	case scheme().MatchString(text):
		l.Fault = faultScheme
	default:
		l.Path = CleanPath(text)
		if !SafePath(l.Path) {
			l.Path, l.Fault = "", FaultOutside
		}
	}
	return l
}

// scheme tells mailto:, ftp:, git+https: and the like.
var scheme = pattern.Lazily(`^[A-Za-z][A-Za-z0-9+.-]*:`)

func (l *Link) address(text string) {
	u, err := url.Parse(text)
	switch {
	case err != nil, u.Host == "", u.Hostname() == "":
		l.Fault = faultAddress
	case u.User != nil:
		l.Fault = faultUser
	default:
		u.Fragment, u.RawFragment = "", ""
		l.URL = u
	}
}

// CleanPath takes fragment, query, escapes and decoration off a path.
func CleanPath(link string) string {
	link, _, _ = strings.Cut(link, "#")
	link, _, _ = strings.Cut(link, "?")
	if s, err := url.PathUnescape(link); err == nil {
		link = s
	}
	link = strings.TrimLeft(link, "/")
	for strings.HasPrefix(link, "./") {
		link = strings.TrimLeft(link[len("./"):], "/")
	}
	return strings.TrimRight(link, "/ ")
}

// Listed finds a file in a list by the path of a link: in any letter case, and
// without a stray dot behind it.
func Listed(files []File, name string) (File, bool) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		for _, n := range []string{name, strings.TrimRight(name, ".")} {
			if i := slices.IndexFunc(files, func(f File) bool { return same(f.Path, n) }); i >= 0 {
				return files[i], true
			}
		}
	}
	return File{}, false
}

// IsFileWord tells the word that stands before a revision in the address of a
// file; the pages among them lead to the file itself.
func IsFileWord(s string) bool {
	return s == "blob" || s == "resolve" || s == "raw" || s == "tree"
}

// Unfollowed is a linked document that was not read, with the problem that
// says why.
func (l Link) Unfollowed() (*doc.Document, doc.Problem) {
	at := l.Text
	if l.URL != nil {
		at = l.URL.String()
	}
	d := doc.Unread(at, doc.RoleLinked, at, 0, doc.StatusNotFollowed)
	return d, doc.NewProblem(l.Fault.Code, "why", l.Fault.Why, "most", maxLinks).At(at)
}
