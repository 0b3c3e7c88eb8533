from transformers import AutoModel

MODEL = "acme/tern-2b"

model = AutoModel.from_pretrained(MODEL, revision="v1")
other = AutoModel.from_pretrained(choose())
own = AutoModel.from_pretrained("./weights")
