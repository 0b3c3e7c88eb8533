package hub

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
)

// maxVerbatim bounds what is kept of an information call's body as it came.
const maxVerbatim = 1 << 20

// infoReader reads the body of an information call once, and keeps of it what
// is worth keeping.
type infoReader struct {
	dec    *json.Decoder
	sum    hash.Hash
	head   headKeeper
	keys   []string // in their order
	fields fields   // all but the file list
	list   fileList
}

// headKeeper keeps the first bytes that are written to it.
type headKeeper struct {
	bytes.Buffer
	all int64 // bytes written
}

func (k *headKeeper) Write(p []byte) (int, error) {
	k.all += int64(len(p))
	k.Buffer.Write(p[:min(len(p), max(maxVerbatim-k.Len(), 0))])
	return len(p), nil
}

func newInfoReader(r io.Reader, maxFiles int) *infoReader {
	in := &infoReader{sum: sha256.New(), fields: fields{}, list: fileList{most: maxFiles}}
	in.dec = json.NewDecoder(&blanks{r: io.TeeReader(r, io.MultiWriter(in.sum, &in.head))})
	return in
}

// maxBlanks bounds a run of blanks. The decoder looks at all of a run again
// with every read, so one without end would keep it busy.
const maxBlanks = 4 << 10

// blanks leaves out of a text what goes on in a run of blanks beyond maxBlanks.
type blanks struct {
	r   io.Reader
	run int
}

func (b *blanks) Read(p []byte) (int, error) {
	for {
		n, err := b.r.Read(p)
		kept := 0
		for _, c := range p[:n] {
			if b.run++; c > ' ' {
				b.run = 0
			}
			if b.run <= maxBlanks {
				p[kept] = c
				kept++
			}
		}
		if kept > 0 || err != nil || n == 0 {
			return kept, err
		}
	}
}

var errNoObject = errors.New("it is no JSON object")

func (in *infoReader) read() error {
	if t, err := in.dec.Token(); err != nil || t != json.Delim('{') {
		return errors.Join(errNoObject, err)
	}
	for in.dec.More() {
		t, err := in.dec.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		if key == "siblings" {
			if err := in.list.read(in.dec); err != nil {
				return err
			}
			continue
		}
		var value json.RawMessage
		if err := in.dec.Decode(&value); err != nil {
			return err
		}
		if _, again := in.fields[key]; !again {
			in.keys = append(in.keys, key)
		}
		in.fields[key] = value
	}
	if _, err := in.dec.Token(); err != nil {
		return err
	}
	if _, err := in.dec.Token(); !errors.Is(err, io.EOF) {
		return errors.Join(errors.New("something stands behind it"), err)
	}
	return nil
}

// kept returns the body with its digest. A long one comes without its file
// list, and with the digest of the whole.
func (in *infoReader) kept() (body []byte, digest, whole string) {
	digest = hex.EncodeToString(in.sum.Sum(nil))
	if in.head.all <= maxVerbatim {
		return in.head.Bytes(), digest, ""
	}
	var b bytes.Buffer
	b.WriteByte('{')
	for i, key := range in.keys {
		if i > 0 {
			b.WriteByte(',')
		}
		name, _ := json.Marshal(key) //nolint:errchkjson // a string
		b.Write(name)
		b.WriteByte(':')
		b.Write(in.fields[key])
	}
	b.WriteByte('}')
	part := sha256.Sum256(b.Bytes())
	return b.Bytes(), hex.EncodeToString(part[:]), digest
}
