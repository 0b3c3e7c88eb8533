package render

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// maxCell is how many characters a cell of a spreadsheet may hold. The library
// cuts what is longer without a word.
const maxCell = 32_767

// writeXLSX writes the tables of a report as the sheets of a workbook. Every
// cell is text, so nothing from outside is taken for a formula.
func writeXLSX(p Page, r Report) (err error) {
	book := excelize.NewFile()
	defer func() {
		if closing := book.Close(); err == nil {
			err = closing
		}
		if err != nil {
			err = fmt.Errorf("write xlsx: %w", err)
		}
	}()
	head, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	for i, t := range tables(r) {
		if i == 0 {
			err = book.SetSheetName(book.GetSheetName(0), t.Name)
		} else {
			_, err = book.NewSheet(t.Name)
		}
		if err == nil {
			err = sheet(book, t, head)
		}
		if err != nil {
			return err
		}
	}
	// The dates of a file are not of the report: the same report gives the same bytes.
	const day = "2000-01-01T00:00:00Z"
	if err := book.SetDocProps(&excelize.DocProperties{Creator: "fineprint " + r.Tool.Version, Created: day, Modified: day}); err != nil {
		return err
	}
	return inOrder(p.W, book)
}

// inOrder writes a workbook with its parts in the order of their names: the
// library takes them as a map gives them.
func inOrder(w io.Writer, book *excelize.File) error {
	packed, err := book.WriteToBuffer()
	if err != nil {
		return err
	}
	in, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		return err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, part := range in.File {
		if err := out.Copy(part); err != nil {
			return err
		}
	}
	return out.Close()
}

// sheet writes one table: its head in bold, which stays in sight and filters.
func sheet(book *excelize.File, t table, head int) error {
	w, err := book.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	for i := range t.Head {
		if err := w.SetColWidth(i+1, i+1, 24); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, row := range append([][]string{t.Head}, t.Rows...) {
		cells := make([]any, len(row))
		for k, cell := range row {
			cells[k] = fitting(cell)
			if i == 0 {
				cells[k] = excelize.Cell{StyleID: head, Value: cell}
			}
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := w.SetRow(at, cells); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(t.Head), len(t.Rows)+1)
	if err != nil {
		return err
	}
	return book.AutoFilter(t.Name, "A1:"+last, nil)
}

// fitting cuts what no cell can hold, and says so.
func fitting(cell string) string {
	n := utf8.RuneCountInString(cell)
	if n <= maxCell {
		return cell
	}
	note := fmt.Sprintf(" [cut: %s characters; the JSON report has all of them]", Number(int64(n)))
	return string([]rune(cell)[:maxCell-utf8.RuneCountInString(note)]) + note
}
