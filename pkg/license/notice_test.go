package license_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fineprint-audit/fineprint/pkg/license"
)

const pebbleText = "You may keep, carry, polish and give away each pebble that you find on this beach, as long as whoever gets it is " +
	"told where it was found and by whom."

// catalogueOf knows one invented licence by its text.
func catalogueOf(t *testing.T, text string) *license.Catalogue {
	t.Helper()
	fields, err := license.Fingerprint([]byte(text), license.FingerprintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	entry := "id: pebble\nname: Pebble Licence\nfamily: pebble\ncategory: permissive\ntexts:\n" + string(fields)
	index, err := license.Compile(fstest.MapFS{"licenses/pebble.yaml": {Data: []byte(entry)}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := license.Load(index)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// degree returns how a text matches the one licence that c knows, if at all.
func degree(t *testing.T, c *license.Catalogue, text string) license.Degree {
	t.Helper()
	id := c.Identify(document([]byte(text)))
	if len(id.Licenses) == 0 {
		return ""
	}
	if len(id.Licenses) > 1 {
		t.Fatalf("%q: %s", text, describe(id))
	}
	return id.Licenses[0].Degree
}

func TestNoticesAreNoWords(t *testing.T) {
	c := catalogueOf(t, pebbleText)
	for _, notice := range []string{
		"Copyright (c) 2024 Ada Example",
		"Copyright (c) quillsmith",
		"Copyright (c) <year> <copyright holders>",
		"Copyright (C) YEAR by AUTHOR EMAIL",
		"Copyright [yyyy] [name of copyright owner]",
		"Copyright (c) [year], [fullname]\nAll rights reserved.",
		"Copyright 2014 Quill and/or its affiliates. All rights\nreserved.",
		"Copyright (c) 2019-present, Quill & Sons, Inc. and its affiliates. All rights reserved.",
		"(c) Copyright 2020 Nordlicht Labs GmbH",
		"© 2021 The Nordlicht Authors",
		"Copyright 2018- The Quill Works team. All rights reserved.",
		"Copyright (c) 2023, Ada Example, Bo Sample, and Cy Test",
		"Copyright (c) 2022 Sample Institute for Artificial Intelligence <legal@sample.example>",
		"Copyright (C) 2024 QuillAI Co., Ltd.",
		"Copyright (c) 2024 Quill.AI",
		"Copyright 2024 Example Corporation and Contributors\nAll rights reserved.",
		"Copyright (c) 2023 示例大学",
		"Copyright (c) 2023 李四",
	} {
		for _, text := range []string{notice + "\n\n" + pebbleText, pebbleText + "\n\n" + notice + "\n",
			strings.ToUpper(notice + "\n\n" + pebbleText)} {
			if got := degree(t, c, text); got != license.Exact {
				t.Errorf("%q is %s, want exact", text, got)
			}
		}
	}
}

func TestRestrictionsInNoticesAreWords(t *testing.T) {
	c := catalogueOf(t, pebbleText)
	clauses := []string{
		"Commercial use prohibited.", "Non-Commercial", "NC", "Beta", "Research Use Only", "For Academic Purposes", "For Education", "Pay First",
		"Patent Rights Reserved",
		"Ask Quill Before Deploying", "Internal Evaluation", "Governments Barred", "Max 100 Persons", "Students And Teachers", "Expires 2025",
		"Until 2025", "Free First Year", "One Year Trial",
		"All Rights Reserved by Quill in Atlantis", "禁止商用", "仅供学术研究使用", "未经许可不得商用", "商用利用禁止", "Nur für Forschung", "Uso comercial prohibido",
		"Usage commercial interdit",
	}
	places := []string{
		"Copyright (c) 2024 Quill Inc. %s\n\n", "Copyright (c) 2024 Quill Inc, %s\n\n", "Copyright (c) 2024 Quill Inc %s\n\n",
		"Copyright (c) 2024 Quill - %s\n\n",
		"Copyright (c) 2024 Quill (%s)\n\n", "Copyright (c) 2024 Quill Inc\n%s\n\n", "Copyright %s\n\n",
		"Copyright 2024 Quill. All rights reserved. %s\n\n", "%s\n\n",
	}
	for _, clause := range clauses {
		for _, place := range places {
			lead := fmt.Sprintf(place, clause)
			for _, text := range []string{lead + pebbleText, pebbleText + "\n\n" + lead, strings.ToLower(lead + pebbleText),
				strings.ToUpper(lead + pebbleText)} {
				if got := degree(t, c, text); got == license.Exact {
					t.Errorf("%q is exact", text)
				}
			}
		}
	}
}
