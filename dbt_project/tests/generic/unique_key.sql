{# Rows whose key occurs before: the key of a table, as its YAML states it. #}
{% test unique_key(model, columns) %}
select
    {{ columns | join(',\n    ') }},
    count(*) as n_rows
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
