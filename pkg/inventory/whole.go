package inventory

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"

	"golang.org/x/text/encoding/unicode"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// Text is what a file says as UTF-8. Some shells write UTF-16 into files, with
// a mark at the beginning; its lines are the same.
func Text(data []byte) []byte {
	if !bytes.HasPrefix(data, []byte{0xff, 0xfe}) && !bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return data
	}
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
	if err != nil {
		return data
	}
	return text
}

// IsBinary tells whether a file is no text: nothing in it is read as one.
func IsBinary(data []byte) bool { return bytes.IndexByte(data[:min(len(data), 8000)], 0) >= 0 }

// fault is something in a file that could not be read: models may be named
// there, and nobody sees them.
type fault struct {
	line int    // from 1
	what string // "rest": from there on; "line": that line; "file": all of it
	err  error
}

// problems tells of the faults of a file.
func problems(faults []fault, name string) []doc.Problem {
	var out []doc.Problem
	for _, f := range faults {
		p := doc.NewProblem("not-read", "what", f.what, "line", f.line, "reason", f.err).At(name)
		p.Line = &f.line
		out = append(out, p)
	}
	return out
}

// notebookFault tells where a notebook breaks off or breaks its form. Other
// files are read line by line, and may be templates.
func notebookFault(data []byte) []fault { return breaks(data, jsonFault) }

// billFault is the same of a bill of materials; other JSON may have comments.
func billFault(data []byte) []fault {
	if !mayBeBill(data) {
		return nil
	}
	out := breaks(data, jsonFault)
	if len(out) > 0 && !isBill(readJSON(data)) {
		return nil
	}
	return out
}

func xmlBillFault(data []byte) []fault {
	if !isXMLBill(data) {
		return nil
	}
	return breaks(data, xmlFault)
}

func breaks(data []byte, find func([]byte) (int64, error)) []fault {
	data = bytes.TrimRight(data, " \t\r\n")
	if len(data) == 0 {
		return nil
	}
	at, err := find(data)
	if err == nil {
		return nil
	}
	return []fault{{1 + bytes.Count(data[:at], []byte("\n")), "rest", err}}
}

func mayBeBill(data []byte) bool {
	for _, mark := range [...]string{"bomFormat", "spdxVersion", "spdx.org"} {
		if bytes.Contains(data, []byte(mark)) {
			return true
		}
	}
	return false
}

// jsonFault is the first fault of JSON, and the byte where it stands. Several
// values may follow one another.
func jsonFault(data []byte) (at int64, err error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	for {
		var value json.RawMessage
		err := dec.Decode(&value)
		var syntax *json.SyntaxError
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			return 0, nil
		case errors.As(err, &syntax):
			return syntax.Offset - 1, err // it counts the byte that is wrong
		default: // it breaks off
			return int64(len(data)), errors.New("it breaks off there")
		}
	}
}

// xmlFault is the first fault of XML, and the byte where it stands.
func xmlFault(data []byte) (at int64, err error) {
	dec := xmlDecoder(data)
	for {
		_, err := dec.Token()
		var syntax *xml.SyntaxError
		switch {
		case err == nil:
		case errors.Is(err, io.EOF):
			return 0, nil
		case errors.As(err, &syntax):
			return dec.InputOffset(), errors.New(syntax.Msg) // without its line, which stands before it
		default:
			return dec.InputOffset(), err
		}
	}
}

// xmlDecoder reads XML that Text has turned into UTF-8, whatever it says of
// itself.
func xmlDecoder(data []byte) *xml.Decoder {
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return dec
}
