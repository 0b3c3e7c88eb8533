package weights

import (
	"errors"
	"path"
	"strings"
)

// Fact is one entry of a header.
type Fact struct {
	Key   string // as it stands there: "general.license", "modelspec.license"
	Value string
}

// Terms reports whether the fact says something of terms.
func (f Fact) Terms() bool {
	key := strings.ToLower(f.Key)
	for _, word := range []string{"license", "licence", "terms_of", "terms.", "copyright", "usage_policy", "use_policy"} {
		if strings.Contains(key, word) {
			return true
		}
	}
	return strings.HasSuffix(key, "terms")
}

// LicenceKey reports whether a key gives the name of a licence, or where one
// stands.
func LicenceKey(key string) (name, link bool) {
	key = strings.ToLower(key)
	if !strings.Contains(key, "licen") {
		return false, false
	}
	link = strings.HasSuffix(key, "link") || strings.HasSuffix(key, "url")
	return !link, link
}

// Origin reports whether the fact says what the weights were made from.
func (f Fact) Origin() bool {
	key := strings.ToLower(f.Key)
	for _, word := range []string{"base_model", "merged_from", "source.", "ss_sd_model_name", "finetuned_from", "parent_model"} {
		if strings.Contains(key, word) {
			return true
		}
	}
	return false
}

// Data reports whether the fact says what the weights were trained on.
func (f Fact) Data() bool {
	key := strings.ToLower(f.Key)
	return strings.HasPrefix(key, "general.dataset") || strings.HasPrefix(key, "modelspec.dataset")
}

// Name reports whether the fact says what the model is called, or who made it.
func (f Fact) Name() bool {
	switch strings.ToLower(f.Key) {
	case "general.name", "general.organization", "general.author", "general.repo_url", "modelspec.title", "modelspec.author":
		return true
	}
	return false
}

func (f Fact) kept() bool { return (f.Terms() || f.Origin() || f.Data() || f.Name()) && f.Value != "" }

// HeadBytes is how much of a weights file is enough to read its facts: both
// formats put them before the long tables.
const HeadBytes = 1 << 20

var (
	// ErrFormat says that the bytes are not what the file's name promises.
	ErrFormat = errors.New("no header of that format")
	// ErrCut says that the header goes on beyond the bytes at hand; the facts
	// that came before are returned with it.
	ErrCut = errors.New("the header is longer than what was read")
)

// maxFacts and maxValue bound what is kept of one header.
const (
	maxFacts = 200
	maxValue = 1 << 16
)

// HasHeader reports whether files of that name have a header that Read knows.
func HasHeader(name string) bool { return reader(name) != nil }

// Read returns the facts in the first bytes of a weights file, in their order.
// The format is told by the ending of the name.
func Read(name string, head []byte) ([]Fact, error) {
	read := reader(name)
	if read == nil {
		return nil, ErrFormat
	}
	return read(head)
}

func reader(name string) func([]byte) ([]Fact, error) {
	switch strings.ToLower(path.Ext(name)) {
	case ".gguf":
		return readGGUF
	case ".safetensors":
		return readSafetensors
	default:
		return nil
	}
}
