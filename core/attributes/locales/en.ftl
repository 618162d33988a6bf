attributes-name = Custom attributes
attributes-description = Dictionaries and attributes that the tenant defines for companies, people and products.
attributes-permission-schemas-read = See dictionaries and custom attributes
attributes-permission-schemas-write = Change dictionaries and custom attributes
