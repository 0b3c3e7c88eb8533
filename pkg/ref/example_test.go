package ref_test

import (
	"errors"
	"fmt"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

func ExampleParse() {
	r, err := ref.Parse("https://huggingface.co/acme/tiny/blob/refs%2Fpr%2F3/LICENSE")
	fmt.Println(r, err)
	fmt.Println(r.PURL())

	_, err = ref.Parse("acme/my model")
	var syntax *ref.SyntaxError
	if errors.As(err, &syntax) {
		fmt.Println(syntax.Caret())
		fmt.Println(syntax.Why)
	}
	// Output:
	// acme/tiny@refs/pr/3 <nil>
	// pkg:huggingface/acme/tiny@refs%2Fpr%2F3
	// acme/my model
	//        ^
	// the name holds a blank; give one reference at a time, without blanks
}
