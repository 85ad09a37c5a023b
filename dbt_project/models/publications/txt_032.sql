with counted as (
    select
        schooljaar,
        kwartaal,
        'weer van de arbeidsmarkt' as categorie,
        sum(case when arbeidsmarktstatus = 'niet beschikbaar' then n_leavers else 0 end) as aantal,
        sum(n_leavers) as noemer
    from {{ ref('labour_market_transitions') }}
    where vorige_status <> 'niet beschikbaar'
    group by schooljaar, kwartaal
)

{{ cells_of('txt_032', ['schooljaar', 'kwartaal']) }}
