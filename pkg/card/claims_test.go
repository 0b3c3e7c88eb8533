package card_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/card"
)

func TestClaims(t *testing.T) {
	for _, text := range []string{
		"Quill is a fully open-source language model.",
		"Quill-7B is an open source 7B model.",
		"Quill is the first truly open large language model for Low German.",
		"We introduce Quill, an open-source family of models.",
		"We're excited to announce Quill 2: an open-source vision-language model.",
		"This model is open source.",
		"This model is **fully open-sourced** under the Acme licence.",
		"The model weights are open-source and free to use.",
		"The weights of this model are open source.",
		"Quill is the new generation of large-scale open-source language models by Acme.",
		"Quill 2 是新一代开源大语言模型。",
		"All models have been open-sourced.",
		"We open-source the model and its weights.",
		"We have open-sourced our model weights on the hub.",
		"We are open-sourcing Quill today.",
		"Our model is now open source!",
		"Quill is small.\nIt is an open-source model for code.",
		"Quill is one of the best open-source code models.",
		"- Fully open source: weights, code and data",
		"### Quill: An Open-Source Model",
		"我们开源了Quill模型。",
		"本模型是一个开源的大语言模型。",
		"<p>Quill is an <b>open-source</b> LLM.</p>",
	} {
		if c := parse("# Quill 7B\n\n" + text + "\n"); len(c.Claims) != 1 {
			t.Errorf("%q: %d claims, want 1", text, len(c.Claims))
		}
	}
}

func TestNoClaims(t *testing.T) {
	for _, text := range []string{
		"Quill is not open source.",
		"Quill isn't an open-source model.",
		"This model is not a fully open-source model; the weights are open.",
		"Quill is an open-weight model.",
		"Quill has open weights and is openly available.",
		"Quill outperforms open-source chat models on most benchmarks.",
		"Quill is better than all open-source models of its size.",
		"Quill is the best among open-source and closed models.",
		"Quill is comparable to other open-source models.",
		"Quill is built on the open-source library Inkwell.",
		"Quill is based on Feather, an open-source model by Nordlicht.",
		"Quill uses the benchmark which we open-sourced with the model.",
		"We have also open-sourced chat models in other fields.",
		"Quill 2 是开源对话模型 Feather 的第二代版本。",
		"We use Feather, an open-source model.",
		"This model is a fine-tune of Feather, an open-source model.",
		"Last year Nordlicht released an open-source model.",
		"The base model is open source.",
		"The weights of Feather are open source.",
		"The model's training code is open source.",
		"- Open-source and closed models compared",
		"Quill is a fine-tune of the open-source model Feather.",
		"Feather is an open-source model.",
		"This model is licensed under OpenRAIL-M.",
		"This model is OpenQuill, released under the Open Model License.",
		"Is Quill open source?",
		"Some call it an \"open-source\" model.",
		"They say “Quill is an open-source model”.",
		"We plan to open-source the model soon.",
		"Quill will be open-sourced next year.",
		"We hope that our model is open source one day.",
		"If the model is open source, say so.",
		"We open-source our training code.",
		"We have open-sourced the dataset.",
		"The dataset is open source.",
		"Quill was trained on open-source data.",
		"Our models are trained with open-source tools.",
		"The open-source community helped us a lot.",
		"Quill is an open-source toolkit for models.",
		"Quill is an open-vocabulary detector.",
		"The models are fully open for academic research.",
		"We thank the open source projects that this model uses.",
		"Quill is a partially open-source model.",
		"> Quill is an open-source model.",
		"`Quill is an open-source model.`",
		"| Quill is an open-source model | yes |\n|---|---|\n| a | b |",
		"```\nQuill is an open-source model.\n```",
		"## Acknowledgements\n\nWe open-source the model thanks to them.",
		"## Open source licence\n\nSee the file.",
		"## 开源许可证\n\n见文件。",
		"本模型优于其他开源模型。",
		"本模型没有开源。",
		"我们将开源该模型。",
		"我们使用开源数据训练模型。",
	} {
		if c := parse("# Quill 7B\n\n" + text + "\n"); len(c.Claims) != 0 {
			t.Errorf("%q: claims %+v, want none", text, c.Claims)
		}
	}
}

// A name that the model shares with its parent may mean the parent.
func TestClaimsOfTheParent(t *testing.T) {
	const body = "# Quill 7B chat\n\nQuill is an open-source model.\n"
	if c := parse("---\nbase_model: acme/quill-7b\n---\n" + body); len(c.Claims) != 0 {
		t.Errorf("claims %+v, want none", c.Claims)
	}
}

func TestClaimQuote(t *testing.T) {
	c := parse("---\ntags: [chat, Open-Source]\n---\n# Quill\n\nQuill is small. Quill is a\nfully **open-source** [model](x). It writes.\n")
	var got []string
	for _, cl := range c.Claims {
		if cl.Kind != card.OpenSourceClaim {
			t.Errorf("kind %q", cl.Kind)
		}
		got = append(got, cl.Quote)
	}
	if len(got) != 2 || got[0] != "Open-Source" || got[1] != "Quill is a\nfully **open-source** [model](x)." {
		t.Errorf("quotes %q", got)
	}
}
