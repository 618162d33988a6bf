attributes-name = Custom attributes
attributes-description = Dictionaries and attributes that the tenant defines for companies, people and products.
attributes-permission-schemas-read = See dictionaries and custom attributes
attributes-permission-schemas-write = Change dictionaries and custom attributes

problem-no-such-dictionary = There is no such dictionary.
problem-no-such-attribute = There is no such attribute.
problem-attributes-unknown_thing = Nothing called { $thing } has custom attributes; companies, people and products do.
problem-attributes-duplicate_dictionary = The code { $code } belongs to another dictionary, perhaps to an archived one.
problem-attributes-duplicate_attribute = The code { $code } belongs to another attribute of the same kind of thing, perhaps to an archived one.
problem-attributes-unknown_dictionary = There is no dictionary with the code { $code } to choose from.
problem-attributes-dictionary_in_use = Attributes take their entries from this dictionary: { $attributes }. Archive them first.
problem-attributes-stale = This was changed by somebody else in the meantime; read it again.
problem-attributes-bad_fields = Some fields cannot be taken.
problem-attributes-bad_values = Some attributes cannot be taken.
