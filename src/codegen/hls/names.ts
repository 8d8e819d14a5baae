/** C++ keywords, what the headers define, and words that have upset HLS flows when used as names. */
const RESERVED = new Set((
  'alignas alignof and asm auto bitand bitor bool break case catch char class compl const constexpr continue decltype default delete '
  + 'do double else enum explicit export extern false float for friend goto if inline int long mutable namespace new noexcept not '
  + 'nullptr operator or private protected public register reinterpret_cast return short signed sizeof static static_assert '
  + 'static_cast struct switch template this throw true try typedef typeid typename union unsigned using virtual void volatile '
  + 'wchar_t while xor main mpc hls std word stream fifo ap_uint ap_int input output inout in out signal wire reg module begin end '
  + 'entity architecture process component compute select NULL INFINITY NAN EOF stdin stdout stderr errno unix linux int64_t uint64_t'
).split(' '));

/** Port names longer than this have broken xclbin loading; two characters are left for a suffix. */
const LONGEST = 18;

export function identifier(text: string, longest = LONGEST): string {
  const name = text.length <= longest && PLAIN.test(text) ? text : cleaned(text, longest);
  return RESERVED.has(name) ? `${name}_` : name;
}

const PLAIN = /^[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*$/;

function cleaned(text: string, longest: number): string {
  const plain = text.replace(/[^A-Za-z0-9_]/g, '_').replace(/_{2,}/g, '_').replace(/^_+|_+$/g, '').slice(0, longest);
  return /^[A-Za-z]/.test(plain) ? plain : `v${plain}`;
}

/** Gives out names that differ from each other and from those of the parent. */
export class Names {
  private readonly taken = new Set<string>();
  constructor(private readonly parent?: Names) {}

  has(name: string): boolean {
    return this.taken.has(name) || (this.parent?.has(name) ?? false);
  }

  reserve(name: string): string {
    this.taken.add(name);
    return name;
  }

  fresh(prefix: string): string {
    return this.reserve(this.free(prefix));
  }

  /** A name of the parent's that is free here, too. */
  freshAbove(prefix: string): string {
    const name = this.free(prefix);
    return this.parent?.reserve(name) ?? this.reserve(name);
  }

  private free(prefix: string): string {
    const base = identifier(prefix);
    if (!this.has(base)) return base;
    for (let n = 2; ; n++) {
      const name = `${base}${/\d$/.test(base) ? '_' : ''}${n}`;
      if (!this.has(name)) return name;
    }
  }
}
