package audit

import (
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/finding"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/lineage"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/term"
)

// ancestry says what a repository was made from, by what was read of it.
type ancestry struct {
	contents
	statements []Statement
	rules      *card.Rules // of the words of cards, nil where they are not read
}

// parents lists what the repository says it was made from: metadata first,
// then recipes, and the words of the card where nothing else names a model.
func (y ancestry) parents() []lineage.Parent {
	var out []lineage.Parent
	if y.card != nil {
		out = lineage.FromCard(y.card, y.snap.Commit)
	}
	out = y.withTags(out)
	for _, d := range y.docs {
		switch {
		case d.Role != doc.RoleConfig || !d.Read() || d == y.answer.info:
		case path.Base(d.Path) == "adapter_config.json":
			out = append(out, y.adapted(d, out)...)
		case strings.HasPrefix(path.Base(d.Path), "mergekit_config."):
			out = append(out, lineage.FromRecipe(d, y.snap.Commit)...)
		}
	}
	if y.card != nil {
		out = append(out, lineage.FromCardRecipe(y.card, y.snap.Commit)...)
	}
	out = append(out, y.permittedParents()...)
	if !slices.ContainsFunc(out, isModel) {
		out = append(out, y.inferredParents()...)
	}
	for i, p := range out {
		if p.Relation == "" {
			out[i].Relation = y.relation(out)
		}
		out[i].Ref = y.atHome(p)
	}
	return out
}

// atHome says which repository a parent is. On ModelScope, owner and name alone
// mean a repository of the same site.
func (y ancestry) atHome(p lineage.Parent) ref.Ref {
	r, address := p.Ref, strings.ContainsAny(p.Name, ":") || strings.Contains(p.Name, "hf.co/") || strings.Contains(p.Name, "huggingface.co/")
	if y.snap.Ref.Hub != ref.ModelScope || r.Hub != ref.HuggingFace || r.Owner == "" || r.Kind == ref.Space || address {
		return r
	}
	r.Hub = ref.ModelScope
	if answered, err := ref.Parse(y.snap.AnsweredID); err == nil {
		if site, _ := answered.ModelScope(); site != "" {
			r = r.OnModelScopeAI()
		}
	}
	return r
}

// configs lists the configurations of the model and of its pipeline.
func (c *contents) configs() []*doc.Document {
	var out []*doc.Document
	for _, d := range c.docs {
		name := path.Base(d.Path)
		if d.Role == doc.RoleConfig && d.Read() && (name == "config.json" || name == "model_index.json") {
			out = append(out, d)
		}
	}
	return out
}

// settings lists the configurations of the model and of its parts, and the
// recipes that it was trained by.
func (c *contents) settings() []*doc.Document {
	return slices.DeleteFunc(slices.Clone(c.docs), func(d *doc.Document) bool {
		name := path.Base(d.Path)
		named := name == "adapter_config.json" || name == "Modelfile" || strings.HasPrefix(name, "mergekit_config.")
		other := name == "config.json" && name != d.Path && !lineage.IsModelConfig(d)
		return d.Role != doc.RoleConfig || !d.Read() || d == c.answer.info || named || other
	})
}

// types lists the architectures of the model: by the hub's answer, or by its
// configuration where no hub was asked.
func (c *contents) types() []string {
	out := append(slices.Clone(c.snap.Info.Tags), c.snap.Info.ModelType)
	for _, d := range c.configs() {
		var config struct {
			ModelType string `json:"model_type"`
		}
		if json.Unmarshal(d.Text, &config) == nil && config.ModelType != "" {
			out = append(out, config.ModelType)
		}
	}
	return out
}

// adapted returns the base model that an adapter's configuration names. A path
// on its author's machine adds nothing where the card names a model: it is
// where that one lay.
func (y ancestry) adapted(d *doc.Document, named []lineage.Parent) []lineage.Parent {
	found := lineage.FromAdapter(d, y.snap.Commit)
	if slices.ContainsFunc(named, func(p lineage.Parent) bool { return isModel(p) && p.Ref.Name != "" }) {
		found = slices.DeleteFunc(found, func(p lineage.Parent) bool { return p.Ref.Name == "" })
	}
	return found
}

func isModel(p lineage.Parent) bool { return p.Relation != lineage.TrainedOn }

// withTags takes the current ids and the relations of the parents from the
// hub's tags. The tags follow the card, which may name a parent by a name of
// the past: where both list as many, what is not the same text is the same
// repository.
func (y ancestry) withTags(named []lineage.Parent) []lineage.Parent {
	tags := slices.Clone(y.snap.Info.BaseModels)
	var models []int // of named
	for i, p := range named {
		if isModel(p) {
			models = append(models, i)
		}
	}
	aligned := len(models) == len(tags)
	var renamed []int
	for _, i := range models {
		at := slices.IndexFunc(tags, func(t hub.Parent) bool { return strings.EqualFold(t.ID, named[i].Name) })
		if at < 0 {
			renamed = append(renamed, i)
			continue
		}
		y.adopt(&named[i], tags[at])
		tags = slices.Delete(tags, at, at+1)
	}
	for n, t := range tags {
		if aligned {
			y.adopt(&named[renamed[n]], t)
			continue
		}
		p := lineage.NewParent(t.ID, lineage.Relation(t.Relation), y.answer.value("tags"))
		named = append(named, p)
	}
	return named
}

func (y ancestry) adopt(p *lineage.Parent, tag hub.Parent) {
	current := lineage.NewParent(tag.ID, lineage.Relation(tag.Relation))
	if current.Ref.Name != "" && p.Ref.Revision == "" {
		p.Ref = current.Ref
	}
	if tag.Relation != "" {
		p.Relation = current.Relation
	}
}

// inferredParents returns what prose, configuration and name of the repository
// point to.
func (y ancestry) inferredParents() []lineage.Parent {
	self := y.self()
	var out []lineage.Parent
	if y.card != nil && y.card.Doc.Read() && y.rules != nil {
		out = append(lineage.FromProse(y.card, y.rules, self, y.snap.Commit), y.namedParents()...)
	}
	for _, d := range y.settings() {
		out = append(out, lineage.FromConfig(d, self, y.snap.Commit)...)
	}
	for _, d := range y.docs {
		switch {
		case !d.Read():
		case d.Role == doc.RoleConfig && path.Base(d.Path) == "Modelfile":
			out = append(out, lineage.FromModelfile(d, self, y.snap.Commit)...)
		case d.Role == doc.RoleHeader:
			out = append(out, lineage.FromHeader(d, self, y.snap.Commit)...)
		}
	}
	if y.card != nil && y.card.Doc.Read() {
		out = append(out, lineage.FromCardSettings(y.card, self, y.snap.Commit)...)
	}
	if base, ok := lineage.StripFormat(self.Name); ok && len(out) == 0 && self.Owner != "" {
		p := lineage.NewParent(self.Owner+"/"+base, lineage.Quantized, y.answer.value("id"))
		p.Source, p.Reason, p.Guess = term.Inferred, finding.Say("name-in-other-format", "upstream", p.Name), true
		out = append(out, p)
	}
	return out
}

// relation guesses, as the hub does, how the repository came from parents that
// it names without saying so.
func (y ancestry) relation(parents []lineage.Parent) lineage.Relation {
	models := slices.DeleteFunc(slices.Clone(parents), func(p lineage.Parent) bool { return !isModel(p) })
	_, quantized := lineage.StripFormat(y.self().Name)
	switch {
	case len(models) > 1:
		return lineage.Merge
	case y.adapter() != nil:
		return lineage.Adapter
	case quantized:
		return lineage.Quantized
	default:
		return lineage.Finetune
	}
}

// adapter says what shows that the repository is an adapter, empty when
// nothing does.
func (y ancestry) adapter() *finding.Remark {
	switch {
	case slices.ContainsFunc(y.snap.Files, func(f hub.File) bool { return path.Base(f.Path) == "adapter_config.json" }):
		says := finding.Say("adapter-config")
		return &says
	case strings.EqualFold(y.snap.Info.Library, "peft"):
		says := finding.Say("adapter-library", "library", y.snap.Info.Library)
		return &says
	default:
		return nil
	}
}

// namedParents returns the works that the words of the card say the model was
// made from, by a name that is no address and that nobody here knows.
func (y ancestry) namedParents() []lineage.Parent {
	var out []lineage.Parent
	for _, st := range y.statements {
		if st.Name == "" || len(st.Works) > 0 || !slices.Contains(st.Open, card.Parent) || strings.Contains(st.quote, "/") {
			continue
		}
		p := lineage.NewParent("work "+st.Name, "", y.card.Doc.Evidence(y.snap.Commit, st.Spans))
		p.Name, p.Ref = st.Name, ref.Ref{}
		p.Source, p.Reason = term.Inferred, finding.Say("card-says-from", "upstream", st.Name)
		out = append(out, p)
	}
	return out
}
