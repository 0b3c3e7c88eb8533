package license_test

import (
	"fmt"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/license"
	"github.com/fineprint-audit/fineprint/rules"
)

// A name is looked up, a text is identified: one that was changed is never the
// plain licence.
func ExampleCatalogue_Identify() {
	set, err := rules.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range set.Licenses.Lookup("the apache license, version 2.0") {
		fmt.Println(e.ID, e.Category)
	}
	text := doc.New("LICENSE", doc.RoleLicence, "", []byte("Licensed under the Apache License, Version 2.0.\n"))
	for _, m := range set.Licenses.Identify(text).Licenses {
		fmt.Println(m.ID, m.Degree == license.Reference)
	}
	// Output:
	// Apache-2.0 permissive
	// Apache-2.0 true
}
