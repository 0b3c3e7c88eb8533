package term

// Right is something that a text may let its reader do with the licensed
// material. The acts of a profile are finer: see Act.
type Right string

// The rights.
const (
	Use          Right = "use"           // run it for one's own ends
	Commercial   Right = "commercial"    // for commercial advantage
	Modify       Right = "modify"        // make changed versions for oneself
	Share        Right = "share"         // pass unchanged copies on
	ShareChanged Right = "share-changed" // pass changed versions on
	Serve        Right = "serve"         // let others use it over a network
	TrainOthers  Right = "train-others"  // use outputs to train or improve other models
)

// Rights lists every right, in the order of a report.
func Rights() []Right {
	return []Right{Use, Commercial, Modify, Share, ShareChanged, Serve, TrainOthers}
}

// Answer says how far a right goes.
type Answer string

// The answers, from the freest to the strictest.
const (
	Granted   Answer = "yes"     // to everybody, everywhere, for any purpose; duties may attach
	Silent    Answer = "silent"  // neither granted nor barred
	Uncertain Answer = "unknown" // something that may limit it was not understood, or not read
	Limited   Answer = "limited" // not to all, not everywhere, not for all purposes, not above a size, or only on application
	Barred    Answer = "no"
)

// Answers lists every answer, from the freest to the strictest.
func Answers() []Answer { return []Answer{Granted, Silent, Uncertain, Limited, Barred} }
