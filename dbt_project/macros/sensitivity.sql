{# The figures of first enrolments, and the study areas in which each is split. #}
{% macro sensitive_figures() -%}
    (
        values
        ('fig_11', '6', 'nee', 'alle'), ('fig_13', '7', 'nee', 'alle'),
        {%- for studiegebied in var('drie_studiegebieden') %}
            ('fig_13', '7', 'nee', '{{ studiegebied }}'),
        {%- endfor %}
        ('fig_14', '6', 'ja', 'alle'), ('fig_16', '7', 'ja', 'alle')
    )
{%- endmacro %}

{#
    What counts of each pupil: the first or the last enrolment in a leerjaar, over the forms of education together or in
    each apart (R30); pupils who were there before without dual learning counted or left out (R33). The report prints
    the first variant of each.
#}
{% macro sensitivity_variants() -%}
    (
        values
        ('nee', 'eerste', 'samen', 'mee', true),
        ('nee', 'laatste', 'samen', 'mee', false),
        ('nee', 'eerste', 'apart', 'mee', false),
        ('nee', 'laatste', 'apart', 'mee', false),
        ('ja', 'eerste', 'samen', 'mee', true),
        ('ja', 'eerste', 'samen', 'niet mee', false)
    )
{%- endmacro %}
