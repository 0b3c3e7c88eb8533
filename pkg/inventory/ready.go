package inventory

import (
	"regexp"
	"strings"
)

// ready makes the tables that the readers look things up in.
func ready(s source) (*Sinks, error) {
	out := &Sinks{
		source: s, calls: map[string][]*call{}, values: map[string][]*passing{}, commands: map[string][]*command{},
		folders: setOf(s.Looks.Folders), endings: setOf(s.Looks.Endings), trailing: setOf(s.Trailing), generic: setOf(s.Looks.Generic),
		owners: set{}, runs: set{}, gateways: setOf(s.Gateways),
		families: newFamilyTable(s.Looks.Families, s.Looks.Tools),
	}
	out.rooms.New = func() any { return new([]token) }
	for i := range s.Calls {
		for _, name := range s.Calls[i].Names {
			out.calls[lastPart(name)] = append(out.calls[lastPart(name)], &s.Calls[i])
		}
	}
	for i := range s.Values {
		for _, name := range s.Values[i].Names {
			out.values[lastPart(name)] = append(out.values[lastPart(name)], &s.Values[i])
		}
	}
	for i := range s.Commands {
		for _, run := range s.Commands[i].Run {
			program, _, _ := strings.Cut(run, " ")
			out.commands[program] = append(out.commands[program], &s.Commands[i])
		}
	}
	for _, name := range s.Shells {
		out.runs[lastPart(name)] = true
	}
	out.asked = setOf(titles, servers)
	for i := range s.Names {
		for _, key := range s.Names[i].Revision {
			out.asked[key] = true
		}
	}
	for _, owner := range s.Looks.Owners {
		out.owners[strings.ToLower(owner)] = true
	}
	out.ends = newNameTable(s.Names)
	for _, rule := range s.Forms {
		for _, pattern := range rule.Files {
			if readers()[rule.Form] != nil {
				out.formed.add(pattern, rule.Form)
			}
		}
	}
	for _, pattern := range s.Skip.Files {
		out.passed.add(pattern, pattern)
	}
	for _, site := range s.Sites {
		out.addresses = append(out.addresses, site.Hosts...)
	}
	return out, out.expressions()
}

func (s *Sinks) expressions() (err error) {
	for i := range s.Providers {
		s.gateways[s.Providers[i].Name] = true
		if s.Providers[i].tells, err = whole(s.Providers[i].Models); err != nil {
			return err
		}
	}
	if s.token, err = whole(s.Looks.Tokens); err != nil {
		return err
	}
	if s.size, err = whole(s.Looks.Sizes); err != nil {
		return err
	}
	if s.standIn, err = whole(s.Looks.Placeholders); err != nil {
		return err
	}
	s.open, err = regexp.Compile(strings.Join(s.Looks.Expanded, "|"))
	return err
}

func lastPart(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// check tells what is wrong with a source.
func (f *file) check() {
	if f.Title == "" {
		f.doc.Fault("title", "is missing")
	}
	for i, c := range f.Calls {
		if len(c.Names) == 0 || len(c.Args) == 0 {
			f.doc.Fault(pathOf("calls", i), "wants names and args")
		}
		f.checkWhat(pathOf("calls", i), c.what)
	}
	for i, n := range f.Names {
		f.checkWhat(pathOf("names", i), n.what)
		if len(n.Ends)+len(n.Whole)+len(n.Inside)+len(n.Begins) == 0 {
			f.doc.Fault(pathOf("names", i), "wants ends, whole, begins or inside")
		}
	}
	for i, c := range f.Commands {
		f.checkWhat(pathOf("commands", i), c.what)
	}
	finds, traps := 0, 0
	for i, p := range f.Proofs {
		switch {
		case len(p.Finds) > 0:
			finds++
		case p.Why == "":
			f.doc.Fault(pathOf("proofs", i), "finds nothing: say why")
		default:
			traps++
		}
	}
	if len(f.Calls)+len(f.Names)+len(f.Commands)+len(f.Schemes)+len(f.Sites)+len(f.Providers) > 0 && (finds == 0 || traps == 0) {
		f.doc.Fault("proofs", "wants a text in which something is found and one in which nothing is")
	}
}

func (f *file) checkWhat(field string, w what) {
	switch w.Kind {
	case "model", "dataset", "space", Closed, none:
	default:
		f.doc.Fault(field, "kind is model, dataset, space, closed or none")
	}
}
