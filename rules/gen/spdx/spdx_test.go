package main

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/rules"
)

const lantern = `<SPDXLicenseCollection xmlns="http://www.spdx.org/license">
<license licenseId="Lantern-1.0" name="Lantern License 1.0" isOsiApproved="true">
<crossRefs><crossRef>https://lantern.example/license.txt</crossRef><crossRef>https://lantern.example/</crossRef></crossRefs>
<text>
<titleText><p>Lantern License</p></titleText>
<copyrightText><p>Copyright &lt;year&gt; &lt;owner&gt;</p></copyrightText>
<p>You may carry the lantern of <alt name="copyrightHolder" match=".+">the holder</alt> wherever you go, light it
<alt name="when" match=".+">by night</alt>, and lend it to whoever walks beside you on the road.</p>
<list><item><bullet>1.</bullet><p>Keep this notice with the lantern
<optional>and with every part that was ever taken out of it</optional>.</p></item></list>
<optional><p>How to light it: strike a match and hold it to the wick until it burns.</p></optional>
</text></license></SPDXLicenseCollection>`

const lanternLater = `<SPDXLicenseCollection xmlns="http://www.spdx.org/license"><license licenseId="Lantern-1.0-renamed" ` +
	`name="Lantern" deprecatedVersion="3.0"><text>` +
	`<p>You may carry the lantern of the holder wherever you go, light it by night, and lend it to whoever walks beside you on the road.</p>
<list><item><bullet>1.</bullet><p>Keep this notice with the lantern and with every part that was ever taken out of it.</p></item></list>
<p>How to light it: strike a match and hold it to the wick until it burns.</p></text></license></SPDXLicenseCollection>`

// TestDrafts holds what a draft says of a listed licence, and that the text is
// known by it with its blank filled in, and not with other words changed.
func TestDrafts(t *testing.T) {
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	all, err := readList(fstest.MapFS{"a.xml": {Data: []byte(lantern)}})
	if err != nil {
		t.Fatal(err)
	}
	drafts := newDrafter(set, all).drafts()
	if len(drafts) != 1 {
		t.Fatalf("%d drafts, want 1", len(drafts))
	}
	entry, err := drafts[0].YAML()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"id: Lantern-1.0", `version: "1.0"`, "family: lantern", "osi_approved: true",
		"https://lantern.example/license.txt", "role: title", "role: field", "role: appendix"} {
		if !strings.Contains(string(entry), want) {
			t.Errorf("the draft lacks %q:\n%s", want, entry)
		}
	}
	if strings.Contains(string(entry), "- https://lantern.example/\n") || strings.Contains(string(entry), "wherever") {
		t.Errorf("the draft says too much:\n%s", entry)
	}
	index, err := license.Compile(fstest.MapFS{"licenses/lantern.yaml": {Data: entry}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := license.Load(index)
	if err != nil {
		t.Fatal(err)
	}
	text := string(all[0].text)
	for name, x := range map[string]struct {
		text string
		want license.Degree
	}{
		"as listed":       {text, license.Exact},
		"holder filled":   {strings.Replace(text, "the holder", "Quill Ltd", 1), license.Exact},
		"wording changed": {strings.Replace(text, "by night", "by day", 1), license.Modified},
		"no appendix":     {text[:strings.Index(text, "How to")], license.Exact},
	} {
		id := c.Identify(doc.New("LICENSE", doc.RoleLicence, "", []byte(x.text)))
		if len(id.Licenses) != 1 || id.Licenses[0].Degree != x.want {
			t.Errorf("%s: %+v, want %s", name, id.Licenses, x.want)
		}
	}
}

// TestSharedTexts holds that a deprecated identifier of the same text becomes
// another name.
func TestSharedTexts(t *testing.T) {
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	plain := strings.Replace(lantern, "<titleText><p>Lantern License</p></titleText>", "", 1)
	all, err := readList(fstest.MapFS{"a.xml": {Data: []byte(plain)}, "b.xml": {Data: []byte(lanternLater)}})
	if err != nil {
		t.Fatal(err)
	}
	drafts := newDrafter(set, all).drafts()
	if len(drafts) != 1 || drafts[0].ID != "Lantern-1.0" || len(drafts[0].Names) != 1 || drafts[0].Names[0] != "Lantern-1.0-renamed" {
		t.Errorf("drafts %+v", drafts)
	}
}

func TestListFaults(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"no sources":    {},
		"not a licence": {"a.xml": {Data: []byte("<SPDXLicenseCollection><exception/></SPDXLicenseCollection>")}},
		"not XML":       {"a.xml": {Data: []byte("<a")}},
	} {
		if _, err := readList(files); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
