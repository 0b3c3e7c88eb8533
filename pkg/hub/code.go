package hub

// CodeTree is what a host of source code said of one repository.
type CodeTree struct {
	ID       string // "owner/name", as answered
	URL      string // of its page
	Commit   string // that the file list is of
	Licence  string // SPDX id, empty when the host found no licence file, NOASSERTION when it does not know the text
	Files    []string
	Complete bool   // Files is the whole list
	SHA256   string // of the answer that held the list, hex
}
