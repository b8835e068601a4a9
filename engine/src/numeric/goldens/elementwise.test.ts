// PyTorch's own values and derivatives of the elementwise rows.
import { describeElementwise } from './golden.testing'

describeElementwise('elementwise.jsonl')
