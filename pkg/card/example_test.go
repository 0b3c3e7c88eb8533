package card_test

import (
	"fmt"

	"github.com/fineprint-audit/fineprint/pkg/card"
	"github.com/fineprint-audit/fineprint/pkg/doc"
)

func ExampleParse() {
	text := "---\nlicense: other\nlicense_name: acme-community\nlicense: mit\n---\n# Tiny\n\nTiny is an open-source model.\n\n## " +
		"License\n\nSee LICENSE.\n"
	c := card.Parse(doc.New("README.md", doc.RoleCard, "", []byte(text)))

	fmt.Println(c.FrontMatter, c.License.Texts(), c.LicenseName.Text, "in line", c.LicenseName.Span.Line)
	for _, p := range c.Problems {
		fmt.Println(p.Code, "in line", *p.Line)
	}
	for _, claim := range c.Claims {
		fmt.Println(claim.Kind+":", claim.Quote)
	}
	for _, s := range c.LicenceSections() {
		fmt.Println(s.Title+":", c.Doc.Quote(s.Prose()))
	}
	// Output:
	// ok [mit] acme-community in line 3
	// duplicate-key in line 4
	// open-source: Tiny is an open-source model.
	// License: See LICENSE.
}
