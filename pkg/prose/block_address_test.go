package prose

import "testing"

// An address makes its line longer than any that was wrapped; the lines around it
// go on all the same.
func TestAddressesPartNoSentence(t *testing.T) {
	const text = "You agree to pass on with each of the copies that you make the text of the\n" +
		"[Rules of Conduct of the Heron " +
		"Society](https://heron.example/library/rules/2031/conduct-of-members-and-of-guests/" +
		"in-the-reading-rooms-and-in-the-gardens/with-notes-for-the-staff/and-for-visitors.md),\n" +
		"[Annex Two](https://heron.example/annex) and the notices."
	if got := len(Cut([]byte(text)).Segments); got != 1 {
		t.Errorf("%d sentences, want one", got)
	}
}
