package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// listed is one licence of the SPDX list.
type listed struct {
	id, name   string
	exception  bool // it adds to a licence, and is none
	osi        bool
	deprecated bool
	urls       []string
	text       []byte
	titles     []string // lines that the text starts with
	appendix   int      // where the optional end of the text starts; len(text) when there is none
	blanks     [][2]int // bytes of the blanks for years and holders
	// core is the same licence without the parts that the list calls optional;
	// nil when they are few words.
	core *listed
}

// readList reads every *.xml file of fsys, in the order of their names.
func readList(fsys fs.FS) ([]*listed, error) {
	files, err := fs.Glob(fsys, "*.xml")
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, errors.New("the folder has no *.xml files")
	}
	slices.Sort(files)
	var all []*listed
	for _, file := range files {
		data, err := fsys.Open(file)
		if err != nil {
			return nil, err
		}
		l, err := readLicence(data)
		data.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, l)
	}
	return all, nil
}

// element is an XML element with its children and the text between them.
type element struct {
	name     string
	attrs    map[string]string
	children []*element // a child without a name is text
	text     string
}

// readLicence reads one source of the list.
func readLicence(r io.Reader) (*listed, error) {
	root, err := readElement(xml.NewDecoder(r))
	if err != nil {
		return nil, err
	}
	e := root.child("license")
	exception := e == nil
	if exception {
		e = root.child("exception")
	}
	if e == nil || e.child("text") == nil {
		return nil, errors.New("not of the SPDX list: no <license> or <exception> with a <text>")
	}
	l := &listed{
		exception: exception,
		id:        e.attrs["licenseId"], name: strings.Join(strings.Fields(e.attrs["name"]), " "), osi: e.attrs["isOsiApproved"] == "true",
		deprecated: e.attrs["deprecatedVersion"] != "",
	}
	if refs := e.child("crossRefs"); refs != nil {
		for _, ref := range refs.children {
			if address := strings.TrimSpace(ref.content()); ref.name == "crossRef" && address != "" {
				l.urls = append(l.urls, address)
			}
		}
	}
	body := e.child("text")
	l.fill(body, false)
	core := &listed{id: l.id, name: l.name}
	core.fill(body, true)
	if full, bare := len(strings.Fields(string(l.text[:l.appendix]))), len(strings.Fields(string(core.text))); full-bare >= fewestOptional {
		l.core = core
	}
	return l, nil
}

// fewestOptional is how many words of optional parts make another wording.
const fewestOptional = 5

// fill writes the text below an element into l, with or without its optional
// parts.
func (l *listed) fill(body *element, bare bool) {
	w := writer{listed: l, bare: bare, trailing: body.trailingOptional()}
	w.write(body)
	l.text = []byte(w.b.String())
	if l.appendix == 0 {
		l.appendix = len(l.text)
	}
}

// readElement reads the document below a decoder into a tree.
func readElement(d *xml.Decoder) (*element, error) {
	root := &element{}
	stack := []*element{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			e := &element{name: t.Name.Local, attrs: map[string]string{}}
			for _, a := range t.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			top.children = append(top.children, e)
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.children = append(top.children, &element{text: string(t)})
		}
	}
	if len(root.children) == 0 {
		return nil, errors.New("no XML element")
	}
	return root.child("SPDXLicenseCollection"), nil
}

func (e *element) child(name string) *element {
	if e == nil {
		return nil
	}
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// content returns all text in e.
func (e *element) content() string {
	if e.name == "" {
		return e.text
	}
	var b strings.Builder
	for _, c := range e.children {
		b.WriteString(c.content())
	}
	return b.String()
}

// trailingOptional returns the optional element that e ends with, or nil.
func (e *element) trailingOptional() *element {
	for i := len(e.children) - 1; i >= 0; i-- {
		c := e.children[i]
		if strings.TrimSpace(c.content()) == "" {
			continue
		}
		if c.name == "optional" {
			return c
		}
		return nil
	}
	return nil
}

// writer turns the elements of a licence into its text.
type writer struct {
	*listed
	b        strings.Builder
	trailing *element
	started  bool // words of the body were written
	bare     bool // leave optional parts out
}

// blankName tells the replaceable parts that stand for a year or a holder from
// those that change what a text says.
var blankName = regexp.MustCompile(`(?i)copyright|holder|owner|author|organi[sz]ation|company|licensor|entity|^names?[0-9]*$|year`)

func (w *writer) write(e *element) {
	if e == w.trailing && strings.Count(e.content(), " ") > 3 {
		w.appendix = w.b.Len()
	}
	switch {
	case e.name == "":
		w.words(e.text)
	case e.name == "optional" && w.bare && w.started, e.name == "copyrightText" && !w.started:
		// Left out; a notice above a text is none of its words.
	case e.name == "titleText" && !w.started:
		w.title(e)
	case e.name == "alt":
		w.alternative(e)
	case e.name == "br":
		w.b.WriteString("\n")
	case e.name == "bullet":
		w.b.WriteString("\n" + strings.TrimSpace(e.content()) + " ")
	default:
		w.block(e)
	}
}

// block writes the children of an element, those of a paragraph or list apart
// from what stands around it.
func (w *writer) block(e *element) {
	apart := e.name == "p" || e.name == "list" || e.name == "item"
	if apart {
		w.b.WriteString("\n\n")
	}
	for _, c := range e.children {
		w.write(c)
	}
	if apart {
		w.b.WriteString("\n\n")
	}
}

// words writes text on one line.
func (w *writer) words(text string) {
	if strings.TrimSpace(text) != "" {
		w.started = true
	}
	w.b.WriteString(strings.NewReplacer("\r", " ", "\n", " ", "\t", " ").Replace(text))
}

// title writes the lines of a title.
func (w *writer) title(e *element) {
	t := writer{listed: &listed{}, started: true}
	for _, c := range e.children {
		t.write(c)
	}
	for _, line := range strings.Split(t.b.String(), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			if letters([]byte(line)) != "" {
				w.titles = append(w.titles, line)
			}
			w.b.WriteString(line + "\n")
		}
	}
	w.b.WriteString("\n")
}

// alternative writes the wording that the list shows of a replaceable part.
func (w *writer) alternative(e *element) {
	from := w.b.Len()
	for _, c := range e.children {
		w.write(c)
	}
	open := strings.HasPrefix(strings.TrimPrefix(e.attrs["match"], "("), ".")
	if open && blankName.MatchString(e.attrs["name"]) && from < w.b.Len() {
		w.blanks = append(w.blanks, [2]int{from, w.b.Len()})
	}
}
