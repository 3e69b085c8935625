-- Texts in Markdown, a JSON array -> their XHTML, one JSON array: so that one pandoc sets many essays.
-- The id of a text prefixes every id in it.

local function set_apart(div)
  for _, name in ipairs({ 'caption', 'credit' }) do
    if div.classes:includes(name) then
      local out = pandoc.List()
      for _, block in ipairs(div.content) do
        local html = pandoc.write(pandoc.Pandoc({ pandoc.Plain(block.content) }), 'html5', { wrap_text = 'none' })
        out:insert(pandoc.RawBlock('html', '<p class="' .. name .. '">' .. html .. '</p>'))
      end
      return out
    end
  end
end

local apart = { em = pandoc.Emph, strong = pandoc.Strong, sub = pandoc.Subscript, sup = pandoc.Superscript }

local function set_in_line(span)
  local make = apart[span.classes[1]]
  return make and make(span.content)
end

local function has(text, mark)
  return text:find(mark, 1, true)
end

local out = {}
for i, told in ipairs(pandoc.json.decode(io.read('a'), false)) do
  local doc = pandoc.read(told.text, told.reader)
  if has(told.text, ':::') or has(told.text, ']{') then
    doc = doc:walk({ Div = set_apart, Span = set_in_line })
  end
  out[i] = pandoc.write(doc, 'html5', { wrap_text = 'none', identifier_prefix = told.id .. '-' })
end
io.write(pandoc.json.encode(out))
