{# The figures on certificates and passing on: of which enrolments, and in which rows of the figure they are. #}
{% macro sensitive_figures() -%}
    (
        values
        ('fig_11', 'nee', '6', '6', 'alle', 'studiebewijs behaald'),
        ('fig_12', 'nee', '6', '6', 'alle', 'doorgestroomd naar 7'),
        ('fig_13', 'nee', '7', '7', 'alle', 'studiebewijs behaald'),
        {%- for studiegebied in var('drie_studiegebieden') %}
            ('fig_12', 'nee', '6', '6', '{{ studiegebied }}', 'doorgestroomd naar 7'),
            ('fig_13', 'nee', '7', '7', '{{ studiegebied }}', 'studiebewijs behaald'),
        {%- endfor %}
        ('fig_14', 'ja', '6', '6', 'alle', 'studiebewijs behaald'),
        {%- for categorie in ['duaal', 'niet duaal', 'totaal'] %}
            ('fig_15', 'ja', '6', '7', 'alle', '{{ categorie }}'),
        {%- endfor %}
        ('fig_16', 'ja', '7', '7', 'alle', 'studiebewijs behaald')
    )
{%- endmacro %}

{#
    What counts of each pupil: the first or the last enrolment in a leerjaar, over the forms of education together or in
    each apart (R30); pupils who were there before without dual learning counted or left out (R33); a dual seventh year
    counted or not (R32). The report prints the first variant of each figure.
#}
{% macro sensitivity_variants() -%}
    (
        values
        {%- for publicatie in ['fig_11', 'fig_12', 'fig_13'] %}
            ('{{ publicatie }}', 'eerste', 'samen', 'mee', 'mee', true),
            ('{{ publicatie }}', 'laatste', 'samen', 'mee', 'mee', false),
            ('{{ publicatie }}', 'eerste', 'apart', 'mee', 'mee', false),
            ('{{ publicatie }}', 'laatste', 'apart', 'mee', 'mee', false),
        {%- endfor %}
        ('fig_12', 'eerste', 'samen', 'mee', 'niet mee', false),
        {%- for publicatie in ['fig_14', 'fig_15', 'fig_16'] %}
            ('{{ publicatie }}', 'eerste', 'samen', 'mee', 'mee', true),
            ('{{ publicatie }}', 'eerste', 'samen', 'niet mee', 'mee', false),
        {%- endfor %}
        ('fig_15', 'laatste', 'samen', 'mee', 'mee', false)
    )
{%- endmacro %}
