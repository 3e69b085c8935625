-- Documents as code blocks of Markdown -> their XHTML, one JSON array: so that one pandoc sets many essays.
-- The id of a block prefixes every id in its text.

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

function Writer(doc)
  local out = {}
  for i, block in ipairs(doc.blocks) do
    local text = pandoc.read(block.text, block.attributes.reader):walk({ Div = set_apart, Span = set_in_line })
    out[i] = pandoc.write(text, 'html5', { wrap_text = 'none', identifier_prefix = block.identifier .. '-' })
  end
  return pandoc.json.encode(out)
end
