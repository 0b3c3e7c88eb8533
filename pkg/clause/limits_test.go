package clause_test

import (
	"slices"
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/clause"
)

// TestLimitsAreNeverPlain holds that a sentence which limits is shown, in
// whatever words it does: by a clause found in it, or as one to read.
func TestLimitsAreNeverPlain(t *testing.T) {
	set := load(t)
	for _, limit := range limits() {
		got := set.Read(text(limit)).Sentences
		if !slices.ContainsFunc(got, func(s clause.Sentence) bool { return s.State == clause.StateOpen || s.State == clause.StateClause }) {
			t.Errorf("%q is plain by %v", limit, got[0].Plain)
		}
	}
}

// limits are sentences that bar, confine or narrow, in words that few rules know.
func limits() []string {
	return []string{
		"Beekeepers get no licence.",
		"Only left-handed people may run it.",
		"The licence is for members of the Fen club.",
		"Use is confined to Sundays.",
		"This edition is for pupils.",
		"Students' edition.",
		"For evaluation.",
		"For your eyes only.",
		"Not for banks.",
		"Banks are excluded.",
		"Banks are not licensees.",
		"You may use it at home.",
		"You may use it on one computer.",
		"You may make one backup copy.",
		"You may use it to learn.",
		"You may use it for learning.",
		"The permission ends after thirty days.",
		"The permission lasts until the new moon.",
		"Permission is granted to employees of Marsh Ltd to use it.",
		"Licensees are natural persons.",
		"\"Licensee\" means a person who lives in Fenland.",
		"\"You\" means a member of the Heron Society.",
		"\"Use\" means reading.",
		"\"Software\" means the trial edition.",
		"Whoever sells it loses the licence.",
		"Anybody who makes money with it owes us a share.",
		"Companies need a separate contract.",
		"Ask us before you use it at work.",
		"A licence key is needed to run it.",
		"Each copy runs on hardware by Marsh.",
		"Runs on Marsh machines.",
		"Please do not use it in war.",
		"We trust that you will not use it for harm.",
		"It is our wish that nobody uses it in weapons.",
		"Copies stay inside your house.",
		"Keep it to yourself.",
		"Do not pass it on.",
		"It stays with you and nobody else.",
		"The files remain on our server.",
		"Nobody but you may read it.",
		"The work is made available to scholars.",
		"The right to use it belongs to schools.",
		"Rights in it are held for the church.",
		"Use it in peace.",
		"Use it for good.",
		"We may end this at any time.",
		"We may change this text whenever we like.",
		"The authors can withdraw the permission.",
		"The grant is personal and ends with your death.",
		"It must not fall into the hands of rivals.",
		"In the interest of safety the software is locked abroad.",
		"The licence covers Fenland.",
		"Fenland is the only place where it is licensed.",
		"People in Fenland have no rights in it.",
		"The software may be downloaded by residents of Fenland.",
		"By using it you confirm that you are a teacher.",
		"By using it you agree to follow our code.",
		"If you are not a teacher, do not use it.",
		"You are free to use it unless you work for Marsh.",
		"You are free to use it, banks excepted.",
		"Use is free for schools.",
		"Use is free below a million users.",
		"Free for non-profits.",
		"Free for hobby projects.",
		"As a special exception, schools may use it.",
		"Nothing in this licence allows use in weapons.",
		"This licence does not extend to banks.",
		"The terms do not apply to banks.",
		"The word \"use\" does not include commercial use.",
		"In no event may it be used in aircraft.",
		"The software is not fit for use in aircraft and must be kept out of them.",
		"We are not liable, and you shall not use it in hospitals.",
		"The software comes as is and without a right to sell it.",
		"THE SOFTWARE IS PROVIDED \"AS IS\" AND MAY BE USED FOR TESTS.",
		"Copyright 2024 Marsh Ltd, licensed for tests.",
		"Copyright 2024 Marsh Ltd. Research edition.",
		"NO RESALE",
		"RESEARCH LICENCE",
		"HOBBY LICENCE",
		"Noncommercial",
		"Nur für Forschung",
		"Solo para uso personal",
		"Usage non commercial uniquement",
		"仅供学习",
		"仅供学习使用",
		"不得商用",
		"研究目的のみ",
		"비상업적 이용만",
		"Только для исследований",
		"Apenas para pesquisa",
		"Solo per ricerca",
		"Alleen voor onderzoek",
		"Endast för forskning",
		"Vain tutkimukseen",
		"Tylko do badań",
	}
}
