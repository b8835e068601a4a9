import textwrap
from textwrap import *
T = """The quick brown fox -- a well-known animal--jumped over the lazy dog's back, e.g. twice.   It was
a co-operative half-hearted effort; supercalifragilisticexpialidocious, isn't it? "Yes!" Mr. Smith said.\tTabs here.\n\nNew paragraph with x-y-z and --option=foo-bar."""
w = TextWrapper(width=30, initial_indent='- ')
w.width = 12
#: 
w = 8
print(wrap(T, w))
#: 
w = 8
print(fill(T, w, initial_indent='* ', subsequent_indent='    ') if w > 8 else 0)
#: 
w = 8
print(wrap(T, w, break_long_words=False))
#: 
w = 8
print(wrap(T, w, break_on_hyphens=False))
#: 
w = 8
print(wrap(T, w, drop_whitespace=False))
#: 
w = 8
print(wrap(T, w, replace_whitespace=False))
#: 
w = 8
print(wrap(T, w, fix_sentence_endings=True))
#: 
w = 8
print(wrap(T, w, max_lines=2))
#: 
w = 8
print(wrap(T, w, max_lines=3, placeholder='...'))
#: 
w = 8
print(shorten(T, w))
#: 
w = 8
print(shorten(T, w, placeholder='…'))
#: 
w = 8
print(wrap(T, w, expand_tabs=False, tabsize=4))
#: 
w = 10
print(wrap(T, w))
#: 
w = 10
print(fill(T, w, initial_indent='* ', subsequent_indent='    ') if w > 8 else 0)
#: 
w = 10
print(wrap(T, w, break_long_words=False))
#: 
w = 10
print(wrap(T, w, break_on_hyphens=False))
#: 
w = 10
print(wrap(T, w, drop_whitespace=False))
#: 
w = 10
print(wrap(T, w, replace_whitespace=False))
#: 
w = 10
print(wrap(T, w, fix_sentence_endings=True))
#: 
w = 10
print(wrap(T, w, max_lines=2))
#: 
w = 10
print(wrap(T, w, max_lines=3, placeholder='...'))
#: 
w = 10
print(shorten(T, w))
#: 
w = 10
print(shorten(T, w, placeholder='…'))
#: 
w = 10
print(wrap(T, w, expand_tabs=False, tabsize=4))
#: 
w = 13
print(wrap(T, w))
#: 
w = 13
print(fill(T, w, initial_indent='* ', subsequent_indent='    ') if w > 8 else 0)
#: 
w = 13
print(wrap(T, w, break_long_words=False))
#: 
w = 13
print(wrap(T, w, break_on_hyphens=False))
#: 
w = 13
print(wrap(T, w, drop_whitespace=False))
#: 
w = 13
print(wrap(T, w, replace_whitespace=False))
#: 
w = 13
print(wrap(T, w, fix_sentence_endings=True))
#: 
w = 13
print(wrap(T, w, max_lines=2))
#: 
w = 13
print(wrap(T, w, max_lines=3, placeholder='...'))
#: 
w = 13
print(shorten(T, w))
#: 
w = 13
print(shorten(T, w, placeholder='…'))
#: 
w = 13
print(wrap(T, w, expand_tabs=False, tabsize=4))
#: 
w = 20
print(wrap(T, w))
#: 
w = 20
print(fill(T, w, initial_indent='* ', subsequent_indent='    ') if w > 8 else 0)
#: 
w = 20
print(wrap(T, w, break_long_words=False))
#: 
w = 20
print(wrap(T, w, break_on_hyphens=False))
#: 
w = 20
print(wrap(T, w, drop_whitespace=False))
#: 
w = 20
print(wrap(T, w, replace_whitespace=False))
#: 
w = 20
print(wrap(T, w, fix_sentence_endings=True))
#: 
w = 20
print(wrap(T, w, max_lines=2))
#: 
w = 20
print(wrap(T, w, max_lines=3, placeholder='...'))
#: 
w = 20
print(shorten(T, w))
#: 
w = 20
print(shorten(T, w, placeholder='…'))
#: 
w = 20
print(wrap(T, w, expand_tabs=False, tabsize=4))
#: 
w = 33
print(wrap(T, w))
#: 
w = 33
print(fill(T, w, initial_indent='* ', subsequent_indent='    ') if w > 8 else 0)
#: 
w = 33
print(wrap(T, w, break_long_words=False))
#: 
w = 33
print(wrap(T, w, break_on_hyphens=False))
#: 
w = 33
print(wrap(T, w, drop_whitespace=False))
#: 
w = 33
print(wrap(T, w, replace_whitespace=False))
#: 
w = 33
print(wrap(T, w, fix_sentence_endings=True))
#: 
w = 33
print(wrap(T, w, max_lines=2))
#: 
w = 33
print(wrap(T, w, max_lines=3, placeholder='...'))
#: 
w = 33
print(shorten(T, w))
#: 
w = 33
print(shorten(T, w, placeholder='…'))
#: 
w = 33
print(wrap(T, w, expand_tabs=False, tabsize=4))
#: 
w = 40
print(wrap(T, w))
#: 
w = 40
print(fill(T, w, initial_indent='* ', subsequent_indent='    ') if w > 8 else 0)
#: 
w = 40
print(wrap(T, w, break_long_words=False))
#: 
w = 40
print(wrap(T, w, break_on_hyphens=False))
#: 
w = 40
print(wrap(T, w, drop_whitespace=False))
#: 
w = 40
print(wrap(T, w, replace_whitespace=False))
#: 
w = 40
print(wrap(T, w, fix_sentence_endings=True))
#: 
w = 40
print(wrap(T, w, max_lines=2))
#: 
w = 40
print(wrap(T, w, max_lines=3, placeholder='...'))
#: 
w = 40
print(shorten(T, w))
#: 
w = 40
print(shorten(T, w, placeholder='…'))
#: 
w = 40
print(wrap(T, w, expand_tabs=False, tabsize=4))
#: 
w = 70
print(wrap(T, w))
#: 
w = 70
print(fill(T, w, initial_indent='* ', subsequent_indent='    ') if w > 8 else 0)
#: 
w = 70
print(wrap(T, w, break_long_words=False))
#: 
w = 70
print(wrap(T, w, break_on_hyphens=False))
#: 
w = 70
print(wrap(T, w, drop_whitespace=False))
#: 
w = 70
print(wrap(T, w, replace_whitespace=False))
#: 
w = 70
print(wrap(T, w, fix_sentence_endings=True))
#: 
w = 70
print(wrap(T, w, max_lines=2))
#: 
w = 70
print(wrap(T, w, max_lines=3, placeholder='...'))
#: 
w = 70
print(shorten(T, w))
#: 
w = 70
print(shorten(T, w, placeholder='…'))
#: 
w = 70
print(wrap(T, w, expand_tabs=False, tabsize=4))
#: 
w = 200
print(wrap(T, w))
#: 
w = 200
print(fill(T, w, initial_indent='* ', subsequent_indent='    ') if w > 8 else 0)
#: 
w = 200
print(wrap(T, w, break_long_words=False))
#: 
w = 200
print(wrap(T, w, break_on_hyphens=False))
#: 
w = 200
print(wrap(T, w, drop_whitespace=False))
#: 
w = 200
print(wrap(T, w, replace_whitespace=False))
#: 
w = 200
print(wrap(T, w, fix_sentence_endings=True))
#: 
w = 200
print(wrap(T, w, max_lines=2))
#: 
w = 200
print(wrap(T, w, max_lines=3, placeholder='...'))
#: 
w = 200
print(shorten(T, w))
#: 
w = 200
print(shorten(T, w, placeholder='…'))
#: 
w = 200
print(wrap(T, w, expand_tabs=False, tabsize=4))
#: 
print(repr(dedent("""\
    hello
      world
    
       x
    """)))
#: 
print(repr(dedent("\t a\n\t  b\n \t c")))
#: 
print(repr(dedent('  a\n\n  b\n   \n')))
#: 
print(repr(dedent('a\n b')))
#: 
print(repr(indent('a\n\nb\n  \nc', '> ')))
#: 
print(repr(indent('a\n\nb', '+ ', lambda l: True)))
#: 
print(w.wrap(T))
#: 
print(w.fill('aaa bbb ccc ddd-eee'))
#: 
print(wrap(''))
#: 
print(wrap('   '))
#: 
print(wrap('abc', 0))
#: 
print(wrap('abc', foo=1))
#: 
print(wrap(5))
#: 
print(shorten('Hello  world!', width=12))
#: 
print(shorten('Hello world!', width=11))
#: 
print(shorten("Hello world", width=10, placeholder="..."))
#: 
print(wrap('héllo wörld ünïcode', 7))
#: 
print(shorten('abc', 2))
